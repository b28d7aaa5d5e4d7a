package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.OfflineAnalyst;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class AnalystCommandTest {
  @Test
  void servesUntilItIsAskedToEnd(@TempDir Path directory) throws Exception {
    try (CommandProcess analyst =
        CommandProcess.start(
            directory, Map.of(), "analyst", "--host", "127.0.0.1", "--port", "0")) {
      String line = analyst.nextMessage();
      assertThat(line).matches("analyst  http://127\\.0\\.0\\.1:\\d+/v1");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(line.replaceFirst("analyst +", "") + "/models"))
              .build();
      String models =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(models).contains(OfflineAnalyst.MODEL);
      analyst.terminate();
      assertThat(analyst.awaitEnd()).isZero();
    }
  }

  @Test
  void refusesAPortThatIsNone() {
    StringWriter messages = new StringWriter();
    CommandLine line = SluiceCommand.commandLine().setErr(new PrintWriter(messages));
    assertThat(line.execute("analyst", "--port", "65536")).isEqualTo(2);
    assertThat(messages.toString()).contains("--port", "65536", "expected");
  }
}
