package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BarsCommandTest {
  private static final String HEADER =
      "symbol,timeframe,start,end,open,high,low,close,volume,trades,vwap,revision";

  @TempDir private Path directory;

  private record Result(int code, List<String> out, String err) {}

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new BarsCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Result(code, out.toString().lines().toList(), err.toString());
  }

  private String trades(String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("symbol,timestamp_utc,price,size"));
    lines.addAll(List.of(rows));
    return Files.write(directory.resolve("trades.csv"), lines).toString();
  }

  @Test
  void aTradeAtTheCloseBelongsToTheSessionAndOneBehindItToNone() throws IOException {
    Result result =
        run(
            trades(
                "A,2021-11-26T17:59:58Z,10,1",
                "A,2021-11-26T18:00:00Z,11,5",
                "A,2021-11-26T18:00:00.001Z,99,1"),
            "--symbol",
            "A",
            "--timeframe",
            "1m");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .containsExactly(
            HEADER,
            "A,1m,2021-11-26T17:59:00Z,2021-11-26T18:00:00Z,10,11,10,11,6,2,10.833333333333334,0");
    assertThat(result.err()).contains("1 rows are outside the sessions of NYSE");
  }

  @Test
  void aLateRowMakesARevisionAndOneBeyondTheLatenessIsInNoBar() throws IOException {
    String file =
        trades(
            "A,2024-03-05T14:30:00Z,10,1",
            "A,2024-03-05T14:31:02Z,12,1",
            "A,2024-03-05T14:30:57Z,15,1",
            "A,2024-03-05T14:30:56.999Z,99,1");
    Result result = run(file, "--symbol", "A", "--timeframe", "1m");
    assertThat(result.out().get(1)).endsWith(",10,15,10,15,2,2,12.5,1");
    assertThat(result.out().get(2)).endsWith(",12,12,12,12,1,1,12,0");
    assertThat(result.err()).contains("1 rows were later than --lateness allows");

    Result generous = run(file, "--symbol", "A", "--timeframe", "1m", "--lateness", "6s");
    assertThat(generous.out().get(1)).contains(",10,99,10,15,3,3,");
    assertThat(generous.err()).isEmpty();
  }

  @Test
  void readsAFileOfOtherColumnsWithoutASymbol() throws IOException {
    Result plain =
        run(
            trades("A,2024-03-05T14:30:00Z,10,1", "A,2024-03-05T14:30:01Z,11,2"),
            "--symbol",
            "A",
            "--timeframe",
            "1m");
    String other =
        Files.write(
                directory.resolve("other.csv"),
                List.of("2024-03-05 09:30:00;10;1", "2024-03-05 09:30:01;11;2"))
            .toString();
    Result mapped =
        run(
            other,
            "--symbol",
            "A",
            "--timeframe",
            "1m",
            "--no-header",
            "--delimiter",
            ";",
            "--columns",
            "timestamp_utc=1,price=2,size=3",
            "--date-format",
            "yyyy-MM-dd HH:mm:ss",
            "--zone",
            "America/New_York");
    assertThat(mapped.err()).isEmpty();
    assertThat(mapped.out()).hasSize(2).isEqualTo(plain.out());
  }

  @Test
  void anHourIsCountedFromTheOpenAndTheLastOneIsShort() throws IOException {
    String file = trades("A,2024-03-05T14:35:00Z,10,1", "A,2024-03-05T20:45:00Z,12,1");
    Result result = run(file, "--symbol", "A", "--timeframe", "1h", "--json");
    JsonNode bars = new ObjectMapper().readTree(String.join("", result.out()));
    assertThat(bars).hasSize(2);
    assertThat(bars.at("/0/start").asText()).isEqualTo("2024-03-05T14:30:00Z");
    assertThat(bars.at("/1/start").asText()).isEqualTo("2024-03-05T20:30:00Z");
    assertThat(bars.at("/1/end").asText()).isEqualTo("2024-03-05T21:00:00Z");
    assertThat(bars.at("/1/vwap").asDouble()).isEqualTo(12);
  }

  @Test
  void aTimeThatNoArithmeticHoldsIsNamed() throws IOException {
    Path days = directory.resolve("days.csv");
    Files.writeString(
        days, "symbol,date,open,high,low,close,volume\nX,+999999999-12-31,10,11,9,10,1\n");
    Result day = run(days.toString(), "--symbol", "X", "--timeframe", "1w");
    assertThat(day.code).isEqualTo(1);
    assertThat(day.err)
        .contains("line 2, column date: '+999999999-12-31'", "1900-01-01", "2200-01-01");
    String far = trades("X,+292278994-08-17T07:12:55Z,10,1");
    Result trade = run(far, "--symbol", "X", "--timeframe", "1d", "--calendar", "24/7");
    assertThat(trade.code).isEqualTo(1);
    assertThat(trade.err)
        .contains("line 2, column timestamp_utc: '+292278994-08-17T07:12:55Z'", "2200-01-01");
    assertThat(trade.out).isEmpty();
  }

  @Test
  void aFileWithoutRowsHasNoSymbolToName() throws IOException {
    Result result = run(trades(), "--symbol", "X", "--timeframe", "1d");
    assertThat(result.code).isEqualTo(1);
    assertThat(result.err).endsWith("symbol 'X' is not in the file, which has no rows\n");
  }

  /** A volume beyond what a double holds is not known; the rest of the bar is. */
  @Test
  void aSumThatOverflowsIsEmpty() throws IOException {
    String file = trades("X,2024-03-05T15:00:00Z,10,1e308", "X,2024-03-05T15:00:01Z,10,1e308");
    Result result = run(file, "--symbol", "X", "--timeframe", "1d");
    assertThat(result.code).as(result.err).isZero();
    assertThat(result.out.get(1)).contains(",10,10,10,10,,2,,0");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    String file = trades("A,2024-03-05T14:35:00Z,10,1");
    assertThat(run(file, "--symbol", "B", "--timeframe", "1m"))
        .satisfies(
            r -> {
              assertThat(r.code()).isEqualTo(1);
              assertThat(r.out()).isEmpty();
              assertThat(r.err()).contains("symbol 'B' is not in the file, expected one of A");
            });
    assertThat(run(file, "--symbol", "A", "--timeframe", "2m"))
        .satisfies(
            r -> {
              assertThat(r.code()).isEqualTo(2);
              assertThat(r.err()).contains("'2m' is none of 1s, 1m, 5m, 15m, 1h, 1d, 1w");
            });
    assertThat(run(file, "--symbol", "A", "--timeframe", "1m", "--calendar", "LSE").err())
        .contains("'LSE' is none of NYSE");
    assertThat(run(file, "--symbol", "A", "--timeframe", "1m", "--lateness", "soon").err())
        .contains("'soon' is no duration");
    assertThat(run(trades("A,yesterday,10,1"), "--symbol", "A", "--timeframe", "1m"))
        .satisfies(
            r -> {
              assertThat(r.code()).isEqualTo(1);
              assertThat(r.err()).contains("line 2", "timestamp_utc", "yesterday");
            });
  }

  /** Real trades, against bars that are computed here: by truncated stamps, in decimals. */
  @ParameterizedTest
  @CsvSource({
    "btcusdt_binance_trades_2021-01-08, BTCUSDT, 1s, 1",
    "btcusdt_binance_trades_2021-01-08, BTCUSDT, 1m, 60",
    "xrpeth_binance_trades_2019-10-11_13, XRPETH, 1m, 60",
    "xrpeth_binance_trades_2019-10-11_13, XRPETH, 5m, 300",
    "xrpeth_binance_trades_2019-10-11_13, XRPETH, 15m, 900",
    "xrpeth_binance_trades_2019-10-11_13, XRPETH, 1h, 3600",
    "xrpeth_binance_trades_2019-10-11_13, XRPETH, 1d, 86400",
    "bcheur_kraken_trades_2023, BCHEUR, 1h, 3600",
    "bcheur_kraken_trades_2023, BCHEUR, 1d, 86400",
    "ethusdt_trades_2023-02-02, ETHUSDT, 1s, 1",
  })
  void realTradesGiveTheBarsOfAnIndependentComputation(
      String name, String symbol, String timeframe, long seconds) throws IOException {
    Path file = SharedData.file("ticks/" + name + ".csv.gz");
    assumeTrue(file != null, "skipped: no shared data beside the checkout");
    Map<String, Expected> expected = expected(file, symbol, seconds);
    Result result =
        run(
            file.toString(),
            "--symbol",
            symbol,
            "--timeframe",
            timeframe,
            "--calendar",
            "24/7",
            "--lateness",
            "1d");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).hasSize(expected.size() + 1);
    for (String row : result.out().subList(1, result.out().size())) {
      String[] cells = row.split(",", -1);
      Expected bar = expected.get(cells[2]);
      assertThat(cells[3]).isEqualTo(Instant.parse(cells[2]).plusSeconds(seconds).toString());
      assertThat(new BigDecimal(cells[4])).isEqualByComparingTo(bar.open);
      assertThat(new BigDecimal(cells[5])).isEqualByComparingTo(bar.high);
      assertThat(new BigDecimal(cells[6])).isEqualByComparingTo(bar.low);
      assertThat(new BigDecimal(cells[7])).isEqualByComparingTo(bar.close);
      assertThat(Double.parseDouble(cells[8]))
          .isCloseTo(bar.volume.doubleValue(), within(1e-12 * bar.volume.doubleValue()));
      assertThat(Long.parseLong(cells[9])).isEqualTo(bar.trades);
      double vwap = bar.notional.divide(bar.volume, MathContext.DECIMAL64).doubleValue();
      assertThat(Double.parseDouble(cells[10])).isCloseTo(vwap, within(1e-12 * vwap));
    }
  }

  private static final class Expected {
    private BigDecimal open;
    private BigDecimal high;
    private BigDecimal low;
    private BigDecimal close;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal notional = BigDecimal.ZERO;
    private Instant first;
    private Instant last;
    private long trades;
  }

  private static Map<String, Expected> expected(Path file, String symbol, long seconds)
      throws IOException {
    Map<String, Expected> bars = new TreeMap<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split(",");
        assertThat(cells[0]).isEqualTo(symbol);
        Instant time = Instant.parse(cells[1]);
        Instant start = Instant.ofEpochSecond(time.getEpochSecond() / seconds * seconds);
        Expected bar = bars.computeIfAbsent(start.toString(), key -> new Expected());
        add(bar, time, new BigDecimal(cells[2]), new BigDecimal(cells[3]));
      }
    }
    return bars;
  }

  private static void add(Expected bar, Instant time, BigDecimal price, BigDecimal size) {
    if (bar.first == null || time.isBefore(bar.first)) {
      bar.first = time;
      bar.open = price;
    }
    if (bar.last == null || !time.isBefore(bar.last)) {
      bar.last = time;
      bar.close = price;
    }
    bar.high = bar.high == null ? price : bar.high.max(price);
    bar.low = bar.low == null ? price : bar.low.min(price);
    bar.volume = bar.volume.add(size);
    bar.notional = bar.notional.add(price.multiply(size));
    bar.trades++;
  }

  @Test
  void minuteBarsRollUpToTheSessionsThatTheSourceItselfHas() throws IOException {
    Path file = SharedData.file("intraday/spy_1min_2020-12-15_18.csv.gz");
    assumeTrue(file != null, "skipped: no shared data beside the checkout");
    Result result = run(file.toString(), "--symbol", "SPY", "--timeframe", "1d");
    assertThat(result.code()).as(result.err()).isZero();
    // 391 bars a day: the one that starts at 16:00 is the closing auction's.
    assertThat(result.out())
        .startsWith(
            HEADER,
            "SPY,1d,2020-12-15T14:30:00Z,2020-12-15T21:00:00Z,367.4,369.59,365.92,369.56,36408145,"
                + "0,,0")
        .hasSize(5);
    Result minutes = run(file.toString(), "--symbol", "SPY", "--timeframe", "1m");
    assertThat(minutes.out()).hasSize(1 + 4 * 391);
  }
}
