package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerformanceCommandTest {
  private static final List<String> KEYS =
      List.of(
          "total_return",
          "cagr",
          "volatility",
          "sharpe",
          "sortino",
          "max_drawdown",
          "calmar",
          "win_rate",
          "profit_factor",
          "expectancy",
          "exposure",
          "turnover",
          "psr",
          "dsr");

  /** A year's end: 100, 110, 99, 99, 118.8. */
  private static final String EQUITY =
      "date,equity\n2023-12-28,100\n2023-12-29,110\n2024-01-02,99\n2024-01-03,99\n2024-02-01,118.8\n";

  @TempDir private Path directory;

  private record Result(int code, String out, String err) {
    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(out);
    }
  }

  private Result run(String text, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("days.csv"), text);
    List<String> arguments = new ArrayList<>(List.of("performance", file.toString()));
    arguments.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  @Test
  void printsEveryKeyAndAReasonForEachThatIsNull() throws IOException {
    Result result = run(EQUITY, "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    JsonNode json = result.json();
    assertThat(json.get("column").asText()).isEqualTo("equity");
    assertThat(json.get("days").asInt()).isEqualTo(4);
    for (String key : KEYS) {
      assertThat(json.has(key)).as(key).isTrue();
      assertThat(json.get("reasons").has(key)).as(key).isEqualTo(json.get(key).isNull());
      assertThat(json.get(key).isNull() || json.get(key).isNumber()).as(key).isTrue();
    }
    assertThat(json.get("reasons").fieldNames())
        .toIterable()
        .containsExactly("win_rate", "profit_factor", "expectancy", "exposure", "turnover", "dsr");
  }

  /** By hand: returns 0.1, -0.1, 0, 0.2; mean 0.05, sum of squared deviations 0.05. */
  @Test
  void figuresAreThoseOfTheFormulas() throws IOException {
    JsonNode json = run(EQUITY, "--json").json();
    assertThat(json.get("total_return").asDouble()).isCloseTo(0.188, within(1e-15));
    assertThat(json.get("cagr").asDouble()).isCloseTo(Math.pow(1.188, 63) - 1, within(1e-8));
    double deviation = Math.sqrt(0.05 / 3);
    assertThat(json.get("volatility").asDouble())
        .isCloseTo(deviation * Math.sqrt(252), within(1e-12));
    assertThat(json.get("sharpe").asDouble())
        .isCloseTo(0.05 / deviation * Math.sqrt(252), within(1e-12));
    assertThat(json.get("sortino").asDouble()).isCloseTo(Math.sqrt(252), within(1e-12));
    assertThat(json.get("max_drawdown").asDouble()).isCloseTo(0.1, within(1e-15));
    assertThat(json.get("calmar").asDouble())
        .isCloseTo(10 * (Math.pow(1.188, 63) - 1), within(1e-7));
    assertThat(json.get("winning_days").asDouble()).isEqualTo(0.5);
    assertThat(json.get("best_day").asDouble()).isCloseTo(0.2, within(1e-15));
    assertThat(json.get("worst_day").asDouble()).isCloseTo(-0.1, within(1e-15));
    assertThat(json.get("longest_drawdown_days").asInt()).isEqualTo(3);
    assertThat(json.get("drawdown_now").asDouble()).isZero();
    assertThat(json.get("first").asText()).isEqualTo("2023-12-28");
    assertThat(json.get("last").asText()).isEqualTo("2024-02-01");
    assertThat(json.get("months").fieldNames())
        .toIterable()
        .containsExactly("2023-12", "2024-01", "2024-02");
    assertThat(json.get("months").get("2024-01").asDouble()).isCloseTo(-0.1, within(1e-15));
  }

  @Test
  void returnsComeToTheSameAsTheirEquity() throws IOException {
    JsonNode equity = run(EQUITY, "--json").json();
    JsonNode returns = run("return\n0.1\n-0.1\n0\n0.2\n", "--json").json();
    assertThat(returns.get("column").asText()).isEqualTo("return");
    assertThat(returns.get("days").asInt()).isEqualTo(4);
    assertThat(returns.get("first").isNull()).isTrue();
    assertThat(returns.get("months").isNull()).isTrue();
    for (String key : KEYS) {
      assertThat(returns.get(key).isNull()).as(key).isEqualTo(equity.get(key).isNull());
      double expected = equity.get(key).asDouble();
      assertThat(returns.get(key).asDouble())
          .as(key)
          .isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void printsATableForPeople() throws IOException {
    Result result = run(EQUITY);
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("days.csv: equity, 4 days, 2023-12-28 to 2024-02-01\n")
        .containsPattern("total_return +18\\.80 %\n")
        .containsPattern("sharpe +6\\.1482\n")
        .containsPattern("win_rate +- no list of trades was given\n")
        .containsPattern("longest_drawdown_days +3 days\n")
        .containsPattern("2023( +)10\\.00 +10\\.00\n")
        .containsPattern("2024 +-10\\.00 +20\\.00 +8\\.00\n");
    for (String key : KEYS) {
      assertThat(result.out()).contains("  " + key + " ");
    }
  }

  @Test
  void theDeflatedSharpeRatioNeedsTrials() throws IOException {
    JsonNode one = run(EQUITY, "--json", "--trials", "1").json();
    assertThat(one.get("dsr").asDouble()).isEqualTo(one.get("psr").asDouble());
    JsonNode many = run(EQUITY, "--json", "--trials", "50", "--trials-variance", "0.01").json();
    assertThat(many.get("dsr").asDouble()).isBetween(0.0, one.get("psr").asDouble());
    assertThat(many.get("reasons").has("dsr")).isFalse();
  }

  @Test
  void oneRowOfEquityIsNoDay() throws IOException {
    JsonNode json = run("equity\n100\n", "--json").json();
    assertThat(json.get("days").asInt()).isZero();
    for (String key : KEYS) {
      assertThat(json.get(key).isNull()).as(key).isTrue();
      assertThat(json.get("reasons").get(key).asText()).as(key).isNotBlank();
    }
    assertThat(run("equity\n100\n").out()).contains("0 days");
    JsonNode dated = run("date,equity\n2024-01-02,100\n", "--json").json();
    assertThat(dated.get("months")).isEmpty();
  }

  @Test
  void whatCannotBeIsNullOrAnErrorAndNeverNotANumber() throws IOException {
    for (String text :
        List.of(
            "equity\n100\n100\n100\n",
            "equity\n100\n0\n50\n",
            "equity\n100\n-10\n",
            "return\n-1\n0.5\n",
            "return\n1e300\n1e300\n",
            "return\n0\n")) {
      Result result = run(text, "--json");
      assertThat(result.code()).as(text).isZero();
      assertThat(result.out()).as(text).doesNotContain("NaN", "Infinity");
      assertThat(result.json().get("sharpe").isNull() || text.startsWith("return\n-1")).isTrue();
      assertThat(run(text).out()).as(text).doesNotContain("NaN", "Infinity");
    }
    Result beyond = run("equity\n1e-300\n1e300\n");
    assertThat(beyond.code()).isEqualTo(1);
    assertThat(beyond.out()).isEmpty();
    assertThat(beyond.err()).contains("equity of day 1", "expected a return within the range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"equity\n100\nmany\n", "close\n1\n", "equity\n", ""})
  void whatCannotBeReadIsExitCodeOneAndNothingElse(String text) throws IOException {
    Result result = run(text, "--json");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("days.csv, line", "expected");
  }

  @Test
  void datesThatAreNotReadAreSaidOnStandardError() throws IOException {
    Result result = run("date,return\n1/2/2024,0.1\n1/3/2024,0.2\n", "--json");
    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("column date is not read", "'1/2/2024'");
    assertThat(result.json().get("months").isNull()).isTrue();
  }
}
