package dev.sluice.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
import dev.sluice.jobs.cli.SluiceCommand;
import dev.sluice.jobs.cluster.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A strategy that buys by limit and sells by a trailing stop, against a loop over arrays. */
class BacktestTermsITCase {
  private static final String DAILY = "daily/us_etf_megacap_daily_1999_2013.csv.gz";
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Day(LocalDate date, double open, double high, double low, double close) {
    /** Open, the extreme that is nearer in time by the convention, the other, close. */
    double[] path() {
      return close >= open
          ? new double[] {open, low, high, close}
          : new double[] {open, high, low, close};
    }
  }

  private record Noted(
      String symbol, LocalDate entry, LocalDate exit, double quantity, double in, double out) {}

  /** Of the symbols that were never split. */
  private static Map<String, List<Day>> days(Path file) throws IOException {
    Map<String, List<Day>> days = new TreeMap<>();
    List<String> split = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      List<String> header = Arrays.asList(in.readLine().split(","));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] row = line.split(",", -1);
        String symbol = row[header.indexOf("symbol")];
        double[] prices = new double[4];
        List<String> names = List.of("open", "high", "low", "close");
        for (int i = 0; i < prices.length; i++) {
          prices[i] = Double.parseDouble(row[header.indexOf(names.get(i))]);
        }
        if (Double.parseDouble(row[header.indexOf("split_coefficient")]) != 1) {
          split.add(symbol);
        }
        days.computeIfAbsent(symbol, s -> new ArrayList<>())
            .add(
                new Day(
                    LocalDate.parse(row[header.indexOf("date")]),
                    prices[0],
                    prices[1],
                    prices[2],
                    prices[3]));
      }
    }
    split.forEach(days::remove);
    days.values().forEach(list -> list.sort(Comparator.comparing(Day::date)));
    return days;
  }

  private static BigDecimal cents(BigDecimal price) {
    return price.setScale(4, RoundingMode.HALF_UP);
  }

  /** Where a stop 3 % below a price is. */
  private static BigDecimal behind(double price) {
    BigDecimal exact = BigDecimal.valueOf(price);
    return cents(exact.subtract(exact.multiply(new BigDecimal("0.03"))));
  }

  private static List<Noted> loop(String symbol, List<Day> days) {
    List<Noted> trades = new ArrayList<>();
    BigDecimal limit = null;
    BigDecimal stop = null;
    double paid = 0;
    LocalDate bought = null;
    for (int i = 0; i < days.size(); i++) {
      Day day = days.get(i);
      for (double price : day.path()) {
        BigDecimal exact = BigDecimal.valueOf(price);
        if (stop != null && exact.compareTo(stop) <= 0) {
          trades.add(new Noted(symbol, bought, day.date(), 100, paid, price));
          bought = null;
          stop = null;
        } else if (stop != null) {
          stop = stop.max(behind(price));
        } else if (limit != null && bought == null && exact.compareTo(limit) <= 0) {
          bought = day.date();
          paid = price;
        }
      }
      limit = null;
      if (i > 0) {
        double change = day.close() / days.get(i - 1).close() - 1;
        if (change < 0 && bought == null) {
          limit = cents(BigDecimal.valueOf(day.close() * (1 - 0.01)));
        } else if (change > 0.01 && bought != null && stop == null) {
          stop = behind(day.close());
        }
      }
    }
    return trades;
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
  void limitsAndTrailingStopsTradeAsAPlainLoopDoes() throws IOException {
    Path file = SharedData.file(DAILY);
    Map<String, List<Day>> days = days(file);
    assertThat(days).hasSizeGreaterThan(2);
    List<Noted> expected = new ArrayList<>();
    days.forEach((symbol, list) -> expected.addAll(loop(symbol, list)));
    StringWriter out = new StringWriter();
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .execute(
                "backtest",
                file.toString(),
                "--symbols",
                String.join(",", days.keySet()),
                "--strategy",
                LimitDips.class.getName(),
                "--param",
                "below=0.01",
                "--quantity",
                "100",
                "--commission",
                "0",
                "--slippage",
                "0",
                "--limits",
                "none",
                "--cash",
                "100000000",
                "--json");
    assertThat(code).isZero();
    JsonNode result = JSON.readTree(out.toString());
    List<Noted> trades = new ArrayList<>();
    result.get("trades").forEach(trade -> trades.add(noted(trade)));
    assertThat(expected).hasSizeGreaterThan(200);
    assertThat(trades).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(result.get("denials").asInt()).isZero();
  }

  @Test
  void theExampleOfThePageIsThisStrategy() throws IOException {
    Path source =
        Repository.root().resolve("jobs/src/test/java/dev/sluice/jobs/backtest/LimitDips.java");
    String text = Files.readString(source);
    String decide = text.substring(text.indexOf("  @Override\n  public Intent decide"));
    assertThat(Files.readString(Repository.root().resolve("docs/backtest.md"))).contains(decide);
  }
}
