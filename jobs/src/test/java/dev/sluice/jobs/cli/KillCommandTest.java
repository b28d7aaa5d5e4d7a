package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.cluster.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the kill switch says without a desk. */
class KillCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path home;

  private int run(String... arguments) {
    CommandLine line = SluiceCommand.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "pause, new entries: each is denied with ENTRIES_PAUSED, 'every order that works already'",
    "cancel, every order that works now, everything from then on",
    "flatten, 'every order that works now, and new entries', one market order for each position",
    "halt, every order of any kind until resume, nothing. Positions stay as they are",
    "resume, nothing., ACTIVE again"
  })
  void eachActSaysWhatItStopsAndWhatItLetsThrough(String act, String stops, String lets) {
    assertThat(run("kill", act, "--help")).isZero();
    String help = out.toString().replaceAll("\\s+", " ");
    assertThat(help).matches("\\p{ASCII}*").contains("--reason", "--account", "--wait");
    int let = help.indexOf("Lets through: ");
    assertThat(help.indexOf("Stops: ")).isBetween(0, let);
    assertThat(help.substring(help.indexOf("Stops: "), let)).contains(stops);
    assertThat(help.substring(let)).contains(lets);
  }

  @Test
  void thePageSaysTheSameOfEachAct() throws Exception {
    String page = Files.readString(Repository.file("console/web/src/acts.ts"));
    for (KillAct act : KillAct.values()) {
      assertThat(page)
          .contains(
              "code: \"" + act.action() + "\"",
              "stops: \"" + act.stops() + "\"",
              "lets: \"" + act.lets() + "\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill",
        "kill stop --reason test",
        "kill halt",
        "kill halt --reason no",
        "kill halt --reason test --account * ",
        "kill halt --reason test --account paper --all",
        "kill halt --reason test --wait -1",
        "kill halt --reason test --id short"
      })
  void wrongUsageIsExitCodeTwoWithAMessage(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aHomeWithoutADeskIsNamed() throws Exception {
    try (CommandProcess kill = kill()) {
      assertThat(kill.messages())
          .singleElement()
          .asString()
          .startsWith("sluice: no desk is running in '" + home + "'");
      assertThat(kill.awaitEnd()).isEqualTo(1);
    }
  }

  @Test
  void aDeskThatDoesNotAnswerIsNamedAndNothingIsRequested() throws Exception {
    Files.writeString(
        home.resolve("endpoints.json"),
        """
        {"kafka": "127.0.0.1:1", "postgres": "jdbc:postgresql://127.0.0.1:1/none"}
        """);
    try (CommandProcess kill = kill()) {
      assertThat(kill.messages())
          .last()
          .asString()
          .isEqualTo(
              "sluice: the desk in '"
                  + home
                  + "' cannot be asked at 127.0.0.1:1: no broker answers");
      assertThat(kill.awaitEnd()).isEqualTo(1);
    }
  }

  private CommandProcess kill() throws Exception {
    return CommandProcess.start(
        home, Map.of(), "kill", "halt", "--reason", "test", "--home", home.toString());
  }
}
