package dev.sluice.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
import dev.sluice.jobs.cli.SluiceCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole backtests, against a loop over arrays that shares nothing with them. */
class BacktestITCase {
  private static final String DAILY = "daily/us_etf_megacap_daily_1999_2013.csv.gz";
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private record Day(LocalDate date, double open, BigDecimal close, BigDecimal split) {}

  /** A trade as a person would note it. */
  private record Noted(
      String symbol, LocalDate entry, LocalDate exit, double quantity, double in, double out) {}

  private static Map<String, List<Day>> days(Path file) throws IOException {
    Map<String, List<Day>> days = new TreeMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> header = Arrays.asList(in.readLine().split(","));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] row = line.split(",", -1);
        days.computeIfAbsent(row[header.indexOf("symbol")], symbol -> new ArrayList<>())
            .add(
                new Day(
                    LocalDate.parse(row[header.indexOf("date")]),
                    Double.parseDouble(row[header.indexOf("open")]),
                    new BigDecimal(row[header.indexOf("close")]),
                    new BigDecimal(row[header.indexOf("split_coefficient")])));
      }
    }
    days.values().forEach(list -> list.sort(Comparator.comparing(Day::date)));
    return days;
  }

  /** Exact, but for what splits have left of earlier closes: 34 digits of those. */
  private static BigDecimal mean(BigDecimal[] closes, int end, int length) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = end; i > end - length; i--) {
      sum = sum.add(closes[i]);
    }
    return sum.divide(BigDecimal.valueOf(length), MathContext.DECIMAL128);
  }

  /** Buys 100 at the open after a cross upwards if flat, sells all at that after one downwards. */
  private static List<Noted> loop(String symbol, List<Day> days, int fast, int slow) {
    List<Noted> trades = new ArrayList<>();
    BigDecimal[] closes = new BigDecimal[days.size()];
    boolean held = false;
    Day bought = null;
    int wanted = 0;
    for (int i = 0; i < closes.length; i++) {
      Day day = days.get(i);
      for (int j = 0; day.split().compareTo(BigDecimal.ONE) != 0 && j < i; j++) {
        closes[j] = closes[j].divide(day.split(), MathContext.DECIMAL128);
      }
      closes[i] = day.close();
      if (wanted > 0 && !held) {
        held = true;
        bought = day;
      } else if (wanted < 0 && held) {
        trades.add(new Noted(symbol, bought.date(), day.date(), 100, bought.open(), day.open()));
        held = false;
      }
      wanted = 0;
      if (i >= slow) {
        int now = mean(closes, i, fast).compareTo(mean(closes, i, slow));
        int before = mean(closes, i - 1, fast).compareTo(mean(closes, i - 1, slow));
        wanted = now > 0 && before <= 0 ? 1 : now < 0 && before >= 0 ? -1 : 0;
      }
    }
    return trades;
  }

  private static JsonNode run(Object... arguments) throws IOException {
    StringWriter out = new StringWriter();
    String[] line = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int code = SluiceCommand.commandLine().setOut(new PrintWriter(out)).execute(line);
    assertThat(code).isZero();
    return JSON.readTree(out.toString());
  }

  private static Noted noted(JsonNode trade) {
    return new Noted(
        trade.get("symbol").asText(),
        date(trade.get("entry_time")),
        date(trade.get("exit_time")),
        trade.get("quantity").asDouble(),
        trade.get("entry_price").asDouble(),
        trade.get("exit_price").asDouble());
  }

  private static LocalDate date(JsonNode time) {
    return LocalDate.ofInstant(Instant.parse(time.asText()), NEW_YORK);
  }

  @Test
  void twentySymbolsOverFourteenYearsTradeAsAPlainLoopDoes() throws IOException {
    Path file = SharedData.file(DAILY);
    List<Noted> expected = new ArrayList<>();
    days(file).forEach((symbol, days) -> expected.addAll(loop(symbol, days, 20, 50)));
    Object[] arguments = {
      "backtest",
      file,
      "--strategy",
      "sma-cross",
      "--param",
      "fast=20",
      "--param",
      "slow=50",
      "--quantity",
      100,
      "--fill",
      "next-open",
      "--commission",
      0,
      "--slippage",
      0,
      "--limits",
      "none",
      "--cash",
      100_000_000,
      "--json",
      "--out",
      directory
    };
    JsonNode result = run(arguments);
    List<Noted> trades = new ArrayList<>();
    result.get("trades").forEach(trade -> trades.add(noted(trade)));
    assertThat(expected).hasSizeGreaterThan(400);
    assertThat(trades).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(result.get("denials").asInt()).isZero();
    assertThat(result.get("refused").asInt()).isZero();
    assertThat(result.get("metrics").get("sharpe").isNumber()).isTrue();
    assertThat(Files.readAllLines(directory.resolve("trades.csv"))).hasSize(expected.size() + 1);
    assertThat(run(arguments).get("decisions_sha256")).isEqualTo(result.get("decisions_sha256"));
  }

  /** What is held gains and loses with the last prices; cash is what trades have left of it. */
  @Test
  void equityIsCashAndWhatIsHeldAtTheLastClose() throws IOException {
    Path file = directory.resolve("days.csv");
    StringBuilder rows = new StringBuilder("symbol,date,open,high,low,close,volume\n");
    double[] closes = {10, 10, 10, 10, 14, 15, 16, 17, 18};
    LocalDate date = LocalDate.of(2024, 1, 2);
    for (double close : closes) {
      rows.append("SPY,%s,%s,%s,%s,%s,1000%n".formatted(date, close, close + 1, close - 1, close));
      date = date.plusDays(date.getDayOfWeek().getValue() == 5 ? 3 : 1);
    }
    Files.writeString(file, rows);
    Map<String, String> close = new HashMap<>();
    for (String fill : List.of("next-open", "close")) {
      JsonNode result =
          run(
              "backtest",
              file,
              "--param",
              "fast=2",
              "--param",
              "slow=4",
              "--quantity",
              100,
              "--commission",
              0,
              "--slippage",
              0,
              "--limits",
              "none",
              "--fill",
              fill,
              "--json");
      assertThat(result.get("trades")).as("it is still held").isEmpty();
      close.put(fill, result.get("final_cash").asText());
      assertThat(result.get("final_equity").asDouble())
          .isEqualTo(result.get("final_cash").asDouble() + 1800);
    }
    assertThat(close).containsEntry("next-open", "98500").containsEntry("close", "98600");
  }
}
