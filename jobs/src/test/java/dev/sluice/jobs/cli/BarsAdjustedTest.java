package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.jobs.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code ./sluice bars} with {@code --adjusted} and {@code --actions}, and without volumes. */
class BarsAdjustedTest {
  private static final String HEADER =
      "symbol,timeframe,start,end,adjusted_open,adjusted_high,adjusted_low,adjusted_close,"
          + "adjusted_volume,trades,adjusted_vwap,revision,adjusted_by,adjusted_dividend,"
          + "adjusted_total_close";

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

  private String file(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines)).toString();
  }

  private String daily() throws IOException {
    return file(
        "daily.csv",
        "symbol,date,open,high,low,close,volume,adj_close,dividend,split_coefficient",
        "A,2024-06-06,599,603,598,600,10,0,0,1",
        "A,2024-06-07,600,612,597,606,10,0,3,1",
        "A,2024-06-10,61,64,59,62,100,0,0,10",
        "A,2024-06-11,62,65,60,62,100,0,0.5,1");
  }

  @Test
  void aDailyFilesOwnSplitsAndDividendsAdjustIt() throws IOException {
    Result result = run(daily(), "--symbol", "A", "--timeframe", "1d", "--adjusted");
    assertThat(result.err()).isEmpty();
    assertThat(result.out().get(0)).isEqualTo(HEADER);
    String hours = "T13:30:00Z,2024-06-07T20:00:00Z,";
    assertThat(result.out().get(2))
        .startsWith("A,1d,2024-06-07" + hours + "60,61.2,59.7,60.6,100,0,,0,10,0.3,");
    assertThat(total(result, 1)).isCloseTo(60 * (1 - 3 / 600.0) * (1 - 0.5 / 62), within(1e-12));
    assertThat(total(result, 2)).isCloseTo(60.6 * (1 - 0.5 / 62), within(1e-12));
    assertThat(result.out().get(4)).endsWith(",62,65,60,62,100,0,,0,1,0.5,62");
    assertThat(run(daily(), "--symbol", "A", "--timeframe", "1d").out().get(2))
        .as("as traded")
        .contains(",600,612,597,606,10,");
  }

  private static double total(Result result, int row) {
    String[] cells = result.out().get(row).split(",", -1);
    return Double.parseDouble(cells[cells.length - 1]);
  }

  @Test
  void aListOfActionsAdjustsAFileOfTradesThatCannotSayThem() throws IOException {
    String trades =
        file(
            "trades.csv",
            "symbol,timestamp_utc,price,size",
            "A,2024-06-06T13:30:00Z,600,1",
            "A,2024-06-07T13:30:00Z,606,1",
            "B,2024-06-07T13:30:00Z,6,1",
            "A,2024-06-10T13:30:00Z,62,10",
            "A,2024-06-10T13:31:00Z,64,10");
    String actions =
        file(
            "actions.csv",
            "symbol,ex_date,split_factor,dividend",
            "A,2024-06-05,7,0",
            "A,2024-06-10,10,0",
            "A,2024-06-07,1,3",
            "B,2024-06-10,2,0");
    String[] options = {trades, "--symbol", "A", "--timeframe", "1m", "--actions", actions};
    Result raw = run(options);
    assertThat(raw.out()).hasSize(5);
    assertThat(raw.out().get(1)).contains(",600,600,600,600,1,1,600,0");
    String[] adjusted = Arrays.copyOf(options, options.length + 1);
    adjusted[options.length] = "--adjusted";
    Result result = run(adjusted);
    assertThat(result.err()).isEmpty();
    assertThat(result.out().get(1)).contains(",60,60,60,60,10,1,60,0,10,0,59.7");
    assertThat(result.out().get(2)).contains(",60.6,60.6,60.6,60.6,10,1,60.6,0,10,0.3,60.6");
    assertThat(result.out().get(3)).endsWith(",62,62,62,62,10,1,62,0,1,0,62");
  }

  @Test
  void aFileThatSaysThemItselfTakesNoList() throws IOException {
    String actions =
        file("actions.csv", "symbol,ex_date,split_factor,dividend", "A,2024-06-10,2,0");
    Result both = run(daily(), "--symbol", "A", "--timeframe", "1d", "--actions", actions);
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err())
        .contains("--actions: ", "has a column split_coefficient, expected a file that does not");
    String bad = file("bad.csv", "symbol,ex_date,split_factor,dividend", "A,2024-06-10,0,0");
    String trades = file("t.csv", "symbol,timestamp_utc,price,size", "A,2024-06-06T13:30:00Z,6,1");
    Result unusable = run(trades, "--symbol", "A", "--timeframe", "1d", "--actions", bad);
    assertThat(unusable.code()).isEqualTo(1);
    assertThat(unusable.out()).isEmpty();
    assertThat(unusable.err()).contains("bad.csv", "line 2", "split_factor");
  }

  /** A vendor's adjusted close, which it gives with a few digits, and to a later date. */
  @ParameterizedTest
  @ValueSource(strings = {"AAPL", "NVDA", "QQQ", "SPY", "IWM", "XLK"})
  void theTotalCloseIsTheVendorsAdjustedClose(String symbol) throws IOException {
    Path file = SharedData.file("daily/us_etf_megacap_daily_1999_2013.csv.gz");
    assumeTrue(file != null, "skipped: no shared data beside the checkout");
    Result result = run(file.toString(), "--symbol", symbol, "--timeframe", "1d", "--adjusted");
    assertThat(result.code()).as(result.err()).isZero();
    List<String[]> vendor;
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      vendor =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith(symbol + ","))
              .map(line -> line.split(","))
              .toList();
    }
    assertThat(result.out()).hasSize(vendor.size() + 1);
    String[] newest = vendor.get(vendor.size() - 1);
    double since = Double.parseDouble(newest[7]) / Double.parseDouble(newest[5]);
    for (int i = 0; i < vendor.size(); i++) {
      double expected = Double.parseDouble(vendor.get(i)[7]);
      assertThat(total(result, i + 1) * since)
          .as(vendor.get(i)[1])
          .isCloseTo(expected, within(5e-4 * expected));
    }
  }

  /** Bids, of which nobody says how much was traded. */
  @ParameterizedTest
  @CsvSource({
    "fx_gbpusd_bid_1min_2012, GBPUSD.bid, 18651, 1.57597, 1.57606, 1.57576, 1.57576",
    "fx_usdjpy_bid_1min_2013, USDJPY.bid, 18688, 91.715, 91.715, 91.653, 91.653",
  })
  void minutesWithoutVolumesAreRead(
      String name, String symbol, int rows, String open, String high, String low, String close)
      throws IOException {
    Path file = SharedData.file("intraday/" + name + ".csv.gz");
    assumeTrue(file != null, "skipped: no shared data beside the checkout");
    Result result =
        run(file.toString(), "--symbol", symbol, "--timeframe", "1m", "--calendar", "24/7");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).hasSize(rows + 1);
    assertThat(result.out().get(1))
        .endsWith(String.join(",", "", open, high, low, close, "0", "0", "", "0"));
    Result sessions =
        run(file.toString(), "--symbol", symbol, "--timeframe", "1d", "--calendar", "FX");
    assertThat(sessions.code()).as(sessions.err()).isZero();
    assertThat(sessions.out()).hasSizeGreaterThan(10);
  }
}
