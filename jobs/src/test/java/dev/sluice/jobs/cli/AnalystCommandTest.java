package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.OfflineAnalyst;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class AnalystCommandTest {
  @Test
  void servesUntilItIsAskedToEnd(@TempDir Path directory) throws Exception {
    Process process = launch(directory, "--host", "127.0.0.1", "--port", "0");
    try {
      String line = process.errorReader(StandardCharsets.UTF_8).readLine();
      assertThat(line).matches("analyst  http://127\\.0\\.0\\.1:\\d+/v1");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(line.replaceFirst("analyst +", "") + "/models"))
              .build();
      String models =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(models).contains(OfflineAnalyst.MODEL);
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesAPortThatIsNone() {
    StringWriter messages = new StringWriter();
    CommandLine line = SluiceCommand.commandLine().setErr(new PrintWriter(messages));
    assertThat(line.execute("analyst", "--port", "65536")).isEqualTo(2);
    assertThat(messages.toString()).contains("--port", "65536", "expected");
  }

  private static Process launch(Path directory, String... arguments) throws IOException {
    String[] command = new String[6 + arguments.length];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command[1] = "-Dsluice.log.file=" + directory.resolve("sluice.log");
    command[2] = "-cp";
    command[3] = System.getProperty("java.class.path");
    command[4] = SluiceCommand.class.getName();
    command[5] = "analyst";
    System.arraycopy(arguments, 0, command, 6, arguments.length);
    return new ProcessBuilder(command).directory(directory.toFile()).start();
  }
}
