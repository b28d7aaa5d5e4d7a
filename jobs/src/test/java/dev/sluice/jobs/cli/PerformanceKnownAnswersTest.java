package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of empyrical's own tests, with its figures and its decimals, through the command.
 *
 * <p>Taken are those of daily returns, without a risk-free rate or a required return, which
 * empyrical has and we have not. It leaves out missing returns in means and deviations but counts
 * them as days of a year: they are a return of 0 to its growth rate, and left out of the rest. Its
 * drawdown is negative. Where it says NaN, or infinite, we say null.
 */
class PerformanceKnownAnswersTest {
  private static final Map<String, String> KEYS =
      Map.of(
          "cum_returns_final", "total_return",
          "max_drawdown", "max_drawdown",
          "annual_return", "cagr",
          "cagr", "cagr",
          "annual_volatility", "volatility",
          "sharpe_ratio", "sharpe",
          "sortino_ratio", "sortino",
          "calmar_ratio", "calmar");

  @TempDir private Path directory;

  @Test
  void empyricalAgrees() throws IOException {
    Path cases =
        SharedData.directory().resolve("known_answers/performance/empyrical_metric_cases.jsonl.gz");
    int compared = 0;
    int undefined = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(cases)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode one = new ObjectMapper().readTree(line);
        if (!isOurs(one)) {
          continue;
        }
        for (JsonNode[] pair : pairs(one.get("args"))) {
          if (agrees(one, pair[0], pair[1])) {
            compared++;
          } else {
            undefined++;
          }
        }
      }
    }
    assertThat(compared).as("figures compared").isEqualTo(15);
    assertThat(undefined).as("figures that neither has").isEqualTo(4);
  }

  /** Compares a figure; false where neither has one. */
  private boolean agrees(JsonNode one, JsonNode returns, JsonNode expected) throws IOException {
    String function = one.get("functions").get(0).asText();
    String name = one.get("test").asText() + " " + one.get("case");
    JsonNode value = figures(returns.get("values"), function).get(KEYS.get(function));
    if (expected.isTextual()) {
      assertThat(value.isNull()).as(name).isTrue();
      return false;
    }
    double sign = function.equals("max_drawdown") ? -1 : 1;
    double tolerance = 1.5 * Math.pow(10, -one.get("decimals").asInt());
    assertThat(value.isNumber()).as(name).isTrue();
    assertThat(sign * value.asDouble()).as(name).isCloseTo(expected.asDouble(), within(tolerance));
    return true;
  }

  /** The series of a case, each with what is expected of it; a frame has more than one. */
  private static List<JsonNode[]> pairs(JsonNode arguments) {
    JsonNode returns = arguments.get("returns");
    if (returns.has("values")) {
      return List.of(new JsonNode[][] {{returns, arguments.get("expected")}});
    }
    List<JsonNode[]> pairs = new ArrayList<>();
    int place = 0;
    for (JsonNode column : returns.get("columns")) {
      pairs.add(new JsonNode[] {column, arguments.get("expected").get("values").get(place++)});
    }
    return pairs;
  }

  private static boolean isOurs(JsonNode one) {
    JsonNode arguments = one.get("args");
    boolean known =
        one.get("functions").size() == 1 && KEYS.containsKey(one.get("functions").get(0).asText());
    // An empty series is no file of returns: the command refuses it.
    return known
        && arguments.get("returns").path("n").asInt(1) > 0
        && arguments.path("period").asText("daily").equals("daily")
        && isZero(arguments, "risk_free")
        && isZero(arguments, "required_return")
        && isZero(arguments, "starting_value");
  }

  private static boolean isZero(JsonNode arguments, String name) {
    JsonNode value = arguments.path(name);
    return value.isMissingNode() || (value.isNumber() && value.asDouble() == 0);
  }

  private JsonNode figures(JsonNode values, String function) throws IOException {
    boolean counted = List.of("annual_return", "calmar_ratio").contains(function);
    List<String> rows = new ArrayList<>(List.of("return"));
    for (JsonNode value : values) {
      if (!value.isNull() || counted) {
        rows.add(value.isNull() ? "0" : value.asText());
      }
    }
    Path file = Files.write(directory.resolve("returns.csv"), rows);
    StringWriter out = new StringWriter();
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .execute("performance", file.toString(), "--json");
    assertThat(code).isZero();
    return new ObjectMapper().readTree(out.toString());
  }
}
