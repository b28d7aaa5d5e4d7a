package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.cli.SluiceCommand;
import dev.sluice.jobs.cluster.Repository;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the pages say of the repository is there. */
class DocsTest {
  private static final Path ROOT = Repository.root();

  /** A link or an image of Markdown, without a title: [text](target). */
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
  private static final Pattern COMMAND =
      Pattern.compile("\\./sluice ([a-z][a-z-]*)((?: [^`#\n]*)?)");
  private static final Pattern LONG_OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern DECISION = Pattern.compile("(\\d{4})-.*\\.md");

  @Test
  void everyRelativeLinkPointsToWhatIsThere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!ELSEWHERE.matcher(link.group(1)).matches()) {
          links++;
          if (!leadsSomewhere(page, link.group(1))) {
            dead.add(ROOT.relativize(page) + ": " + link.group(1));
          }
        }
      }
    }
    assertThat(links).as("relative links found").isGreaterThan(30);
    assertThat(dead).as("links to what is not there").isEmpty();
  }

  @Test
  void everyCommandAndOptionIsTheCommandLines() throws IOException {
    Map<String, CommandLine> commands = SluiceCommand.commandLine().getSubcommands();
    Set<String> mentioned = new TreeSet<>();
    for (Path page : pages()) {
      Matcher command = COMMAND.matcher(Files.readString(page));
      while (command.find()) {
        String name = command.group(1);
        if (name.equals("bench")) {
          // A program of its own, with a test of its own for these pages.
          continue;
        }
        mentioned.add(name);
        assertThat(commands.keySet()).as("commands of %s", page).contains(name);
        CommandLine used = commands.get(name);
        for (String word : command.group(2).strip().split(" +")) {
          used = used.getSubcommands().getOrDefault(word, used);
        }
        Matcher option = LONG_OPTION.matcher(command.group(2));
        while (option.find()) {
          assertThat(used.getCommandSpec().optionsMap().keySet())
              .as("options of ./sluice %s in %s", used.getCommandName(), page)
              .contains(option.group());
        }
      }
    }
    assertThat(mentioned).contains("demo", "indicators", "status", "feed", "console");
  }

  @Test
  void theReadmeHasEveryOptionOfTheDemo() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    CommandLine demo = SluiceCommand.commandLine().getSubcommands().get("demo");
    Set<String> standard = Set.of("--help", "--version");
    assertThat(demo.getCommandSpec().optionsMap().keySet())
        .filteredOn(name -> name.startsWith("--") && !standard.contains(name))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(readme).contains("| `" + name));
  }

  @Test
  void everyTopicHasARowInTheArchitecture() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/architecture.md"));
    Map<String, Long> rows =
        page.lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(DocsTest::codesOfFirstColumn)
            .collect(Collectors.groupingBy(name -> name, HashMap::new, Collectors.counting()));
    assertThat(Topics.ALL).allSatisfy(topic -> assertThat(rows).containsEntry(topic, 1L));
  }

  @Test
  void everyDecisionHasANumberOfItsOwnAndIsInTheIndex() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/decisions/README.md"));
    List<String> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/decisions"))) {
      for (Path file : files.toList()) {
        Matcher decision = DECISION.matcher(file.getFileName().toString());
        if (decision.matches()) {
          numbers.add(decision.group(1));
          assertThat(index).contains("(" + file.getFileName() + ")");
          assertThat(Files.readString(file))
              .startsWith("# " + Integer.parseInt(decision.group(1)) + ". ");
        }
      }
    }
    assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(ROOT.resolve(name));
    }
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
    if (!file.startsWith(ROOT) || !Files.exists(file)) {
      return false;
    }
    return hash < 0 || anchors(Files.readString(file)).contains(target.substring(hash + 1));
  }

  /** The anchors that a Markdown page's headings get on the usual forges. */
  private static Set<String> anchors(String page) {
    return HEADING
        .matcher(page)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** The names in backquotes of a table row's first column. */
  private static Stream<String> codesOfFirstColumn(String row) {
    String column = row.substring(1, row.indexOf('|', 1));
    return Pattern.compile("`([^`]+)`").matcher(column).results().map(code -> code.group(1));
  }
}
