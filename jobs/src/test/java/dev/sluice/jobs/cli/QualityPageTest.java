package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityThresholds;
import dev.sluice.jobs.cluster.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** docs/quality.md has every rule, threshold and option, and no other. */
class QualityPageTest {
  /** The rows of a table that begins with this header, cell by cell without backquotes. */
  static List<List<String>> table(String header) throws IOException {
    List<String> lines = Files.readAllLines(Repository.root().resolve("docs/quality.md"));
    int first = lines.indexOf(header);
    assertThat(first).as(header).isNotNegative();
    return lines.stream()
        .skip(first + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> List.of(line.substring(1, line.length() - 1).split("\\|", -1)))
        .map(cells -> cells.stream().map(cell -> cell.replace("`", "").strip()).toList())
        .toList();
  }

  @Test
  void everyRuleIsThereWithItsEffect() throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (QualityRule rule : QualityRule.values()) {
      expected.put(rule.code(), rule.effect().name().toLowerCase(Locale.ROOT));
      assertThat(rule.meaning()).isNotBlank();
    }
    Map<String, String> found = new LinkedHashMap<>();
    for (List<String> row : table("| rule | of | effect | finds | threshold |")) {
      found.put(row.get(0), row.get(2));
      for (String threshold : row.get(4).replaceAll("\\(.*\\)", "").split(",")) {
        assertThat(threshold.isBlank() ? "tick_gap" : threshold.strip())
            .isIn(QualityThresholds.DEFAULTS.values().keySet());
      }
    }
    assertThat(found).containsExactlyEntriesOf(expected);
  }

  @Test
  void everyThresholdIsThereWithItsDefault() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (List<String> row : table("| threshold | default | meaning |")) {
      found.put(row.get(0), row.get(1));
    }
    assertThat(found).containsExactlyEntriesOf(QualityThresholds.DEFAULTS.values());
  }

  @Test
  void everyOptionOfTheCommandIsThere() throws IOException {
    String page = Files.readString(Repository.root().resolve("docs/quality.md"));
    CommandLine quality = SluiceCommand.commandLine().getSubcommands().get("quality");
    assertThat(quality.getCommandSpec().optionsMap().keySet())
        .filteredOn(name -> name.startsWith("--") && !List.of("--help", "--version").contains(name))
        .hasSizeGreaterThan(8)
        .allSatisfy(name -> assertThat(page).contains("| `" + name));
  }
}
