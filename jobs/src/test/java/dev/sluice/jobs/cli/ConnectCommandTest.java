package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConnectCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = SluiceCommand.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void anAccountIsNeeded() {
    assertThat(run("connect", "--venue", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString()).contains("--account");
  }

  @Test
  void aVenueIsNeeded() {
    assertThat(run("connect", "--account", "alpha")).isEqualTo(2);
    assertThat(err.toString()).contains("--venue", "sluice.venue.url");
  }

  @Test
  void aVenueThatNobodyKnowsIsRefusedWithThoseThatAreKnown() {
    assertThat(run("connect", "--account", "alpha", "--venue", "carrier-pigeon://roof"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("carrier-pigeon://roof", "HttpVenueProvider");
    assertThat(run("connect", "--account", "alpha", "--venue", "http:nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("http://HOST:PORT");
  }

  /** Reports under another name would never reach the account whose orders are executed. */
  @Test
  void theVenuesNameIsTheAccounts(@TempDir Path directory) throws IOException {
    Path accounts = directory.resolve("accounts.json");
    Files.writeString(accounts, "{\"accounts\": [{\"name\": \"alpha\", \"venue\": \"REMOTE\"}]}");
    String kafka =
        "sluice.kafka.bootstrap-servers=127.0.0.1:1\nsluice.venue.url=http://127.0.0.1:1\n";
    assertThat(connect(directory, kafka)).isEqualTo(2);
    assertThat(err.toString()).contains("sluice.venue.name: is missing", "alpha", "accounts file");
    assertThat(
            connect(
                directory, kafka + "sluice.venue.name=paper\nsluice.accounts=" + accounts + "\n"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("was 'paper', expected 'REMOTE', the venue of account alpha");
    assertThat(connect(directory, kafka + "sluice.accounts=" + accounts + "\n"))
        .as("goes on to a broker that is not there")
        .isEqualTo(1);
  }

  private int connect(Path directory, String properties) throws IOException {
    Path file = directory.resolve("sluice.properties");
    Files.writeString(file, properties);
    return run("connect", "--account", "alpha", "--config", file.toString(), "--wait", "0");
  }

  /** Without one its exit code would say that a person had ended it. */
  @Test
  void aConnectorThatEndsByItselfHasAFailureWhateverItWas() {
    Error full = new OutOfMemoryError("Java heap space");
    assertThat(
            ConnectCommand.end(
                () -> {
                  throw full;
                }))
        .hasMessageContaining("Java heap space")
        .hasCause(full);
    RuntimeException gone = new IllegalStateException("gone");
    assertThat(
            ConnectCommand.end(
                () -> {
                  throw gone;
                }))
        .isSameAs(gone);
    assertThat(ConnectCommand.end(() -> {})).isNull();
  }

  @Test
  void withoutABrokerItGivesUpAndSaysWhere(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("sluice.properties");
    Files.writeString(
        file,
        "sluice.kafka.bootstrap-servers=127.0.0.1:1\nsluice.venue.url=http://127.0.0.1:1\n"
            + "sluice.venue.name=REMOTE\n");
    assertThat(run("connect", "--account", "alpha", "--config", file.toString(), "--wait", "0"))
        .isEqualTo(1);
  }
}
