package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code ./sluice quality} on each bad file as docs/quality.md says and compares every figure
 * of its table.
 */
class BadDataTest {
  private static final String HEADER =
      "| file | lacks | options | rows | used | rejected | found |";

  /** A word, or words in double quotes. */
  private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** A row of the page's table. */
  record Expected(
      String file, String lacks, String options, int rows, int used, int rejected, String found) {
    @Override
    public String toString() {
      return file;
    }
  }

  private record Result(int code, String out, String err) {}

  static Stream<Expected> files() throws IOException {
    return QualityPageTest.table(HEADER).stream()
        .map(
            row ->
                new Expected(
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    Integer.parseInt(row.get(3)),
                    Integer.parseInt(row.get(4)),
                    Integer.parseInt(row.get(5)),
                    row.get(6)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReadAsThePageSays(Expected expected) throws IOException {
    Path file = badData().resolve(expected.file() + ".csv.gz");
    List<String> arguments = new ArrayList<>(List.of("quality", file.toString(), "--json"));
    ARGUMENT
        .matcher(expected.options())
        .results()
        .forEach(word -> arguments.add(word.group(1) == null ? word.group(2) : word.group(1)));
    Result result = run(arguments.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isEqualTo(expected.rejected() > 0 ? 1 : 0);
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.get("rows").asInt()).as("rows").isEqualTo(expected.rows());
    assertThat(json.get("used").asInt()).as("used").isEqualTo(expected.used());
    assertThat(json.get("rejected").asInt()).as("rejected").isEqualTo(expected.rejected());
    assertThat(found(json)).isEqualTo(found(expected.found()));
  }

  static Stream<Expected> filesThatLackSomething() throws IOException {
    return files().filter(file -> !file.lacks().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("filesThatLackSomething")
  void isRefusedByTheNameOfWhatItLacks(Expected expected) {
    Path file = badData().resolve(expected.file() + ".csv.gz");
    Result result = run("quality", file.toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains(file + ", line 1, column " + expected.lacks() + ": '")
        .contains("--columns " + expected.lacks().split(",")[0] + "=HEADER");
  }

  @Test
  void thePageHasEveryFile() throws IOException {
    try (Stream<Path> list = Files.list(badData())) {
      List<String> there =
          list.map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".csv.gz"))
              .map(name -> name.replace(".csv.gz", ""))
              .toList();
      assertThat(files().map(Expected::file)).containsExactlyInAnyOrderElementsOf(there);
    }
  }

  private static Map<String, Integer> found(String text) {
    Map<String, Integer> found = new TreeMap<>();
    for (String item : text.isEmpty() ? new String[0] : text.split(", ")) {
      String[] parts = item.split(" ");
      found.put(parts[0], Integer.parseInt(parts[1]));
    }
    return found;
  }

  private static Map<String, Integer> found(JsonNode json) {
    Map<String, Integer> found = new TreeMap<>();
    json.get("rejections")
        .forEach(node -> found.merge(node.get("code").asText(), count(node), Integer::sum));
    json.get("annotations")
        .forEach(node -> found.merge(node.get("rule").asText(), count(node), Integer::sum));
    return found;
  }

  private static int count(JsonNode node) {
    return node.get("count").asInt();
  }

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  private static Path badData() {
    return SharedData.directory().resolve("bad_data");
  }
}
