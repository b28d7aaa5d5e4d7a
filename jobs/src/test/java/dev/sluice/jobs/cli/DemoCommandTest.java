package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.cluster.Repository;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the demo says before there is a desk. */
@Timeout(120)
class DemoCommandTest {
  private static final Map<String, String> ENDPOINTS =
      Map.of(
          "console", "http://127.0.0.1:40123/?token=t",
          "flink", "http://127.0.0.1:8081",
          "kafka", "127.0.0.1:1",
          "postgres", "jdbc:postgresql://127.0.0.1:2/sluice?user=u&password=secret",
          "s3", "http://127.0.0.1:3",
          "analyst", "offline-rules");

  @TempDir private Path directory;

  @Test
  void aHomeThatCannotBeWrittenIsAnsweredInOneLine() throws Exception {
    // Not a directory without permission: the tests may run as root, who may write everywhere.
    Path home = Files.createFile(directory.resolve("file")).resolve("home");
    assertThat(failure("demo", "--home", home.toString()))
        .singleElement()
        .asString()
        .startsWith("sluice: --home: '" + home + "' cannot be written by ");
  }

  @Test
  void aFileThatIsNotThereLeavesNoHomeBehind() throws Exception {
    Path home = directory.resolve("home");
    assertThat(failure("demo", "--home", home.toString(), "--feed", "nope.csv"))
        .containsExactly("sluice: nope.csv: expected a file that exists");
    assertThat(home).doesNotExist();
  }

  @Test
  void wrongUsageIsSaidBeforeAnythingElse() throws Exception {
    Path home = directory.resolve("home");
    try (CommandProcess demo =
        CommandProcess.start(
            directory, Map.of(), "demo", "--home", home.toString(), "--charts", "some")) {
      assertThat(demo.nextMessage())
          .isEqualTo("--charts: was 'some', expected all, signals or none");
      assertThat(demo.messages()).isNotEmpty();
      assertThat(demo.awaitEnd()).isEqualTo(2);
    }
    assertThat(home).doesNotExist();
  }

  @Test
  void aPreferredPortThatWasTakenIsNamed() {
    SluiceConfig config =
        SluiceConfig.from()
            .with(SluiceOptions.CONSOLE_PORT, 8088)
            .with(SluiceOptions.FLINK_PORT, 8081);
    assertThat(DemoCommand.places(ENDPOINTS, config, Path.of(".sluice")))
        .contains(
            "  console     http://127.0.0.1:40123/?token=t  (8088 is taken)",
            "  Flink       http://127.0.0.1:8081",
            "  PostgreSQL  jdbc:postgresql://127.0.0.1:2/sluice")
        .noneMatch(line -> line.contains("secret"));
    assertThat(
            DemoCommand.places(
                ENDPOINTS, config.with(SluiceOptions.CONSOLE_PORT, 0), Path.of(".sluice")))
        .as("0 is any port")
        .contains("  console     http://127.0.0.1:40123/?token=t");
  }

  @Test
  void theReadmeShowsEveryLine() throws Exception {
    String readme = Files.readString(Repository.file("README.md"));
    assertThat(DemoCommand.places(ENDPOINTS, SluiceConfig.from(), Path.of(".sluice")))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(readme).contains("\n" + line.substring(0, 14).stripTrailing()));
  }

  private List<String> failure(String... arguments) throws Exception {
    try (CommandProcess demo = CommandProcess.start(directory, Map.of(), arguments)) {
      List<String> messages = demo.messages();
      assertThat(demo.awaitEnd()).isEqualTo(1);
      return messages;
    }
  }
}
