package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        BadDataTest.sharedData()
            .resolve("known_answers/performance/empyrical_metric_cases.jsonl.gz");
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
        String function = one.get("functions").get(0).asText();
        JsonNode found = figures(one.get("args").get("returns").get("values"), function);
        JsonNode value = found.get(KEYS.get(function));
        String name = one.get("test").asText() + " " + one.get("case");
        if (one.get("args").get("expected").isTextual()) {
          assertThat(value.isNull()).as(name).isTrue();
          undefined++;
        } else {
          double expected = one.get("args").get("expected").asDouble();
          double sign = function.equals("max_drawdown") ? -1 : 1;
          double tolerance = 1.5 * Math.pow(10, -one.get("decimals").asInt());
          assertThat(sign * value.asDouble()).as(name).isCloseTo(expected, within(tolerance));
          compared++;
        }
      }
    }
    assertThat(compared).as("figures compared").isGreaterThanOrEqualTo(15);
    assertThat(undefined).as("figures that neither has").isGreaterThanOrEqualTo(4);
  }

  private static boolean isOurs(JsonNode one) {
    JsonNode arguments = one.get("args");
    JsonNode returns = arguments.get("returns");
    // An empty series is no file of returns: the command refuses it.
    boolean daily =
        returns != null
            && returns.path("values").isArray()
            && !returns.get("values").isEmpty()
            && arguments.path("period").asText("daily").equals("daily");
    boolean plain = arguments.path("risk_free").asDouble(1) == 0 || !arguments.has("risk_free");
    boolean zero =
        !arguments.has("required_return")
            || (arguments.get("required_return").isNumber()
                && arguments.get("required_return").asDouble() == 0);
    return daily
        && plain
        && zero
        && arguments.path("starting_value").asDouble(0) == 0
        && one.get("functions").size() == 1
        && KEYS.containsKey(one.get("functions").get(0).asText())
        && (arguments.path("expected").isNumber() || arguments.path("expected").isTextual());
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
