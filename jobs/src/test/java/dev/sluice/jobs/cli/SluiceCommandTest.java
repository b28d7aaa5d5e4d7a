package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SluiceCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsTheCommandsAndTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("demo", "indicators", "status", "feed", "console", "Exit codes", "wrong usage");
  }

  @Test
  void everyCommandHasHelpWithItsExitCodes() {
    for (String name : SluiceCommand.commandLine().getSubcommands().keySet()) {
      out.getBuffer().setLength(0);
      assertThat(run(name, "--help")).as(name).isZero();
      assertThat(out.toString()).as(name).contains("sluice " + name);
      assertThat(out.toString()).as(name + " in a POSIX locale").matches("[\\p{ASCII}]*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "demo --nonsense",
        "demo --speed fast",
        "demo --speed 0",
        "demo --sessions -1",
        "demo --sessions 0",
        "demo --sessions many",
        "demo --symbols ,",
        "demo --symbols A,A",
        "demo --charts some",
        "feed --speed fast",
        "feed --sessions -5",
        "feed --sessions 0",
        "feed --wait -1",
        "console --wait -1",
        "heartbeat --every soon",
        "actions",
        "actions no-such-file.csv",
        "actions no-such-file.csv --topic quotes",
        "actions no-such-file.csv --wait -1",
        "actions no-such-file.csv --from today",
        "heartbeat --every 1h",
        "universe",
        "universe no-such-file.csv",
        "universe universe.csv --wait -1",
        "indicators",
        "bars",
        "quality",
        "performance",
        "performance equity.csv --trials some",
        "performance equity.csv --trials 0 --trials-variance 1",
        "performance equity.csv --trials 5",
        "performance equity.csv --trials-variance 1",
        "performance equity.csv --trials 5 --trials-variance -1"
      })
  void wrongUsageIsExitCodeTwoWithAMessage(String line) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "feed"})
  void aSpeedThatIsNoneIsNamedOnce(String command) {
    assertThat(run(command, "--speed", "fast")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "--speed: was 'fast', expected a number above 0 or max" + System.lineSeparator());
  }

  @Test
  void aFileOfActionsThatCannotBeUsedIsNamedAndNothingIsPublished(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("actions.csv");
    Files.writeString(file, "symbol,ex_date,split_factor,dividend\nSPY,2024-06-21,0,1.759\n");
    assertThat(run("actions", file.toString(), "--wait", "0")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "sluice: "
                + file
                + ", line 2, column split_factor: '0', expected a number from 1.0E-6 to 1000000.0, 1 for no split");
  }

  @Test
  void statusOfAHomeWithoutADeskSaysSo(@TempDir Path home) throws Exception {
    assertThat(run("status", "--home", home.toString())).isEqualTo(1);
    assertThat(Files.list(home)).as("asking leaves nothing behind").isEmpty();
  }

  @Test
  void aUniverseThatIsNoneIsExitCodeTwoWithEveryWrongLine(@TempDir Path directory)
      throws Exception {
    String header = "symbol,exchange,currency,category,tick_size,lot_size\n";
    Path wrong = directory.resolve("universe.csv");
    Files.writeString(wrong, header + "A,LSE,USD,CORE,0.01,1\nB,NYSE,USD,BOND,0.01,1\n");
    assertThat(run("universe", wrong.toString())).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("sluice: FILE: '" + wrong + "': line 2: exchange was 'LSE', expected one of")
        .contains("line 3: category was 'BOND', expected one of CORE, PENNY, ETF");
    assertThat(run("universe", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("cannot read '" + directory + "'");
    Path right = directory.resolve("right.csv");
    Files.writeString(right, header + "A,NYSE,USD,CORE,0.01,1\n");
    assertThat(run("universe", "--check", right.toString())).isZero();
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    CommandLine line = SluiceCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
