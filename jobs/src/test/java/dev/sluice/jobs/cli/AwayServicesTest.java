package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.desk.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code console} and {@code feed} do where what they need does not answer. */
@Timeout(120)
class AwayServicesTest {
  @TempDir private Path directory;

  @Test
  void theConsoleSaysWhatItWaitsForAndEndsWhenAsked() throws Exception {
    String address = nobodysAddress();
    try (CommandProcess console = CommandProcess.start(directory, postgres(address), "console")) {
      assertThat(console.nextMessage()).isEqualTo("waiting for PostgreSQL at " + address);
      console.terminate();
      assertThat(console.awaitEnd()).isZero();
    }
  }

  @Test
  void theConsoleGivesUpNamingAddressAndOption() throws Exception {
    String address = nobodysAddress();
    try (CommandProcess console =
        CommandProcess.start(directory, postgres(address), "console", "--wait", "1")) {
      assertThat(console.messages())
          .hasSize(2)
          .last()
          .asString()
          .startsWith("sluice: gave up on PostgreSQL at " + address + " after 1 s: ")
          .contains("sluice.postgres.url (SLUICE_POSTGRES_URL)");
      assertThat(console.awaitEnd()).isEqualTo(1);
    }
  }

  @Test
  void theFeedSaysWhatItWaitsForAndGivesUpNamingAddressAndOption() throws Exception {
    String address = nobodysAddress();
    Map<String, String> environment = Map.of("SLUICE_KAFKA_BOOTSTRAP_SERVERS", address);
    try (CommandProcess feed =
        CommandProcess.start(directory, environment, "feed", "--wait", "1")) {
      assertThat(feed.messages())
          .containsExactly(
              "waiting for Kafka at " + address,
              "sluice: gave up on Kafka at "
                  + address
                  + " after 1 s: no broker answers; its address is set by"
                  + " sluice.kafka.bootstrap-servers (SLUICE_KAFKA_BOOTSTRAP_SERVERS)");
      assertThat(feed.awaitEnd()).isEqualTo(1);
    }
  }

  private static Map<String, String> postgres(String address) {
    return Map.of("SLUICE_POSTGRES_URL", "jdbc:postgresql://" + address + "/sluice");
  }

  private static String nobodysAddress() throws IOException {
    return "127.0.0.1:" + FreePort.near(0);
  }
}
