package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {
  private static final Pattern COMMAND =
      Pattern.compile("\\./sluice bench ([a-z]+)((?: [^`#\n]*)?)");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return BenchCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void jsonIsAloneOnStandardOutput() throws Exception {
    int exit = run("market", "--rows", "P8", "--repeats", "1", "--heap", "64m", "--json");
    assertThat(exit).as(err.toString()).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("machine").get("processors").intValue()).isPositive();
    assertThat(report.get("results")).hasSize(2);
    assertThat(report.get("results").get(0).get("first").get("repeats")).hasSize(1);
    assertThat(err.toString()).contains("not counted", "repeat 1 of 1");
  }

  @Test
  void wrongUsageSaysWhatWasExpected() {
    assertThat(run("market", "--parallelism", "3")).isEqualTo(2);
    assertThat(err.toString()).contains("--parallelism: was 3, expected 1 or 2");
    assertThat(run("market", "--rows", "P99")).isEqualTo(2);
    assertThat(run("market", "--repeats", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--repeats: was 0, expected at least 1");
  }

  @Test
  void thePagesCommandsAreThere() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("docs"))) {
      root = root.getParent();
    }
    int found = 0;
    for (String page : new String[] {"docs/performance.md", "README.md", "CHANGELOG.md"}) {
      Matcher command = COMMAND.matcher(Files.readString(root.resolve(page)));
      while (command.find()) {
        found++;
        CommandLine named = BenchCommand.commandLine().getSubcommands().get(command.group(1));
        assertThat(named).as(page + ": " + command.group()).isNotNull();
        Matcher option = OPTION.matcher(command.group(2));
        while (option.find()) {
          assertThat(named.getCommandSpec().optionsMap()).containsKey(option.group());
        }
      }
    }
    assertThat(found).isGreaterThan(2);
  }
}
