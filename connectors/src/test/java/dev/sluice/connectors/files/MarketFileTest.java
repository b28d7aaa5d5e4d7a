package dev.sluice.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketFileTest {
  private static final String DAILY = "symbol,date,open,high,low,close,volume";

  @TempDir private Path directory;

  /** What a file gave. */
  private static final class Rows implements MarketFile.RowHandler {
    final List<FileRow> read = new ArrayList<>();
    final List<MarketFileException> why = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();

    @Override
    public void row(FileRow row) {
      read.add(row);
    }

    @Override
    public void rejected(MarketFileException reason, String rawLine) {
      why.add(reason);
      rejected.add(rawLine);
    }
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("data.csv"), Arrays.asList(lines));
  }

  private static Rows rows(MarketFile file) throws MarketFileException {
    Rows rows = new Rows();
    file.read(rows);
    return rows;
  }

  @Test
  void readsDailyBarsWithAndWithoutAdjustments() throws Exception {
    MarketFile plain = MarketFile.open(file(DAILY, "SPY,2017-01-03,212.61,213.35,211.52,212.8,96"));
    assertThat(plain.kind()).isEqualTo(MarketFile.Kind.DAILY_BARS);
    assertThat(rows(plain).read)
        .containsExactly(
            new DailyRow(
                2,
                "SPY",
                LocalDate.of(2017, 1, 3),
                212.61,
                213.35,
                211.52,
                212.8,
                96,
                Double.NaN,
                0,
                1));
    MarketFile full =
        MarketFile.open(
            file(
                "volume,close,low,high,open,Date,SYMBOL,adj_close,dividend,split_coefficient,note",
                "5.5,4,3,5,4,2020-08-31,AAPL,3.9,0.2,4.0,x",
                "5.5,4,3,5,4,2020-09-01,AAPL,,,,x"));
    assertThat(rows(full).read)
        .containsExactly(
            new DailyRow(2, "AAPL", LocalDate.of(2020, 8, 31), 4, 5, 3, 4, 5.5, 3.9, 0.2, 4),
            new DailyRow(3, "AAPL", LocalDate.of(2020, 9, 1), 4, 5, 3, 4, 5.5, Double.NaN, 0, 1));
  }

  @Test
  void readsMinuteBarsAndTrades() throws Exception {
    MarketFile minutes =
        MarketFile.open(
            file(
                "symbol,timestamp_utc,open,high,low,close,volume",
                "A/B,2017-11-04T23:02:00Z,1,2,0.5,1.5,108.14853839"));
    assertThat(minutes.kind()).isEqualTo(MarketFile.Kind.MINUTE_BARS);
    assertThat(rows(minutes).read)
        .containsExactly(
            new MinuteRow(
                2, "A/B", Instant.parse("2017-11-04T23:02:00Z"), 1, 2, 0.5, 1.5, 108.14853839));
    MarketFile trades =
        MarketFile.open(
            file(
                "symbol,timestamp_utc,price,size,side,trade_id",
                "BTC,2021-01-08T00:00:00.278Z,39432.48,0.000263,sell,553287559"));
    assertThat(trades.kind()).isEqualTo(MarketFile.Kind.TRADES);
    assertThat(rows(trades).read)
        .containsExactly(
            new TradeRow(
                2,
                "BTC",
                Instant.parse("2021-01-08T00:00:00.278Z"),
                39432.48,
                0.000263,
                "553287559"));
  }

  @Test
  void readsGzipTwiceAlike() throws Exception {
    Path path = directory.resolve("data.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write((DAILY + "\nSPY,2017-01-03,1,2,1,2,3\n").getBytes(StandardCharsets.UTF_8));
    }
    MarketFile file = MarketFile.open(path);
    assertThat(rows(file).read).hasSize(1).isEqualTo(rows(file).read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SPY,2017-13-03,1,2,1,2,3 | date | 2017-13-03",
        "SPY,01/03/2017,1,2,1,2,3 | date | 01/03/2017",
        "SPY,2017-01-03,1,2,1,NaN,3 | close | NaN",
        "SPY,2017-01-03,1,1e400,1,2,3 | high | 1e400",
        "SPY,2017-01-03,1d,2,1,2,3 | open | 1d",
        "SPY,2017-01-03,1,2,null,2,3 | low | null",
        "SPY,2017-01-03,1,2,1,2, | volume | ''",
        "SPY,2017-01-03,--1,2,1,2,3 | open | --1",
        "' ,2017-01-03,1,2,1,2,3' | symbol | ''",
      })
  void rejectsWhatDoesNotParse(String line, String column, String value) throws Exception {
    Path path = file(DAILY, "QQQ,2017-01-03,1,2,1,2,3", line);
    Rows rows = rows(MarketFile.open(path));
    assertThat(rows.read).hasSize(1);
    assertThat(rows.rejected).hasSize(1);
    MarketFileException why = rows.why.get(0);
    assertThat(why.line()).isEqualTo(3);
    assertThat(why.column()).isEqualTo(column);
    assertThat(why.value()).isEqualTo(value);
    assertThat(why)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("line 3")
        .hasMessageContaining("column " + column)
        .hasMessageContaining(why.value())
        .hasMessageContaining(why.expected());
  }

  /** Quotes of foreign exchange as minute bars, for example. */
  @Test
  void aSourceThatKnowsNoVolumeGivesZero() throws Exception {
    Rows rows =
        rows(
            MarketFile.open(
                file(
                    DAILY,
                    "EURUSD,2017-01-02,,,,,",
                    "EURUSD,2017-01-03,1,2,1,2,",
                    "EURUSD,2017-01-04,1,2,1,2,",
                    "EURUSD,2017-01-05,1,2,1,2,7",
                    "EURUSD,2017-01-06,1,2,1,2,none")));
    assertThat(rows.read)
        .extracting(row -> ((DailyRow) row).volume())
        .containsExactly(0.0, 0.0, 7.0);
    assertThat(rows.why).extracting(MarketFileException::column).containsExactly("open", "volume");
  }

  @Test
  void rejectsARowWithTooFewOrTooManyColumns() throws Exception {
    Rows rows =
        rows(
            MarketFile.open(
                file(DAILY, "SPY,2017-01-03,1,2", "SPY,2017-01-03,1,2,1,2,4,787,699", "\"S,P\"")));
    assertThat(rows.read).isEmpty();
    assertThat(rows.rejected)
        .containsExactly("SPY,2017-01-03,1,2", "SPY,2017-01-03,1,2,1,2,4,787,699", "\"S,P\"");
    assertThat(rows.why.get(0).column()).isEqualTo("low");
    assertThat(rows.why.get(1).expected()).isEqualTo("7 columns");
  }

  @Test
  void rejectsASplitThatIsNotAboveZero() throws Exception {
    Rows rows =
        rows(MarketFile.open(file(DAILY + ",split_coefficient", "SPY,2017-01-03,1,2,1,2,3,0")));
    assertThat(rows.why.get(0).column()).isEqualTo("split_coefficient");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    assertThatThrownBy(() -> MarketFile.open(directory.resolve("nowhere.csv")))
        .isInstanceOf(MarketFileException.class)
        .hasMessageEndingWith("nowhere.csv: expected a file that exists");
    Path lacking = file("symbol,date,open,high,low,volume", "SPY,2017-01-03,1,2,1,3");
    assertThatThrownBy(() -> MarketFile.open(lacking))
        .hasMessageContaining("line 1")
        .hasMessageContaining("column close")
        .hasMessageContaining("symbol,date,open,high,low,volume");
    Path notGzip = Files.writeString(directory.resolve("plain.csv.gz"), DAILY);
    assertThatThrownBy(() -> MarketFile.open(notGzip)).hasMessageContaining("gzip");
    Path empty = Files.writeString(directory.resolve("empty.csv"), "");
    assertThatThrownBy(() -> MarketFile.open(empty)).hasMessageContaining("a header");
  }

  @Test
  void aGzipThatEndsEarlyFailsAfterItsRows() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write((DAILY + "\nSPY,2017-01-03,1,2,1,2,3\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = bytes.toByteArray();
    Path path = directory.resolve("short.csv.gz");
    Files.write(path, Arrays.copyOf(whole, whole.length - 10));
    assertThatThrownBy(() -> rows(MarketFile.open(path)))
        .isInstanceOf(MarketFileException.class)
        .hasMessageContaining("short.csv.gz");
  }

  @ParameterizedTest
  @CsvSource({
    "daily/us_etf_megacap_daily_1999_2013.csv.gz,57663,20,DAILY_BARS",
    "daily/sp500_stocks_daily_2012_2020.csv.gz,315280,140,DAILY_BARS",
    "daily/stocknet_88_us_stocks_daily_2012_2017.csv.gz,71930,61,DAILY_BARS",
    "daily/tsla_nvda_and_24_global_stocks_daily_2017_2022_split_adjusted.csv.gz,"
        + "19803,17,DAILY_BARS",
    "intraday/us_etf_1min_2019-12_2020-01.csv.gz,132629,29,MINUTE_BARS",
    "intraday/crypto_coinbase_binance_1min_2016_2022_selected_days.csv.gz,19973,3,MINUTE_BARS",
    "ticks/btcusdt_binance_trades_2021-01-08.csv.gz,1334,1,TRADES",
    "ticks/xrpeth_binance_trades_2019-10-11_13.csv.gz,8318,1,TRADES",
  })
  void readsEveryRowOfRealFiles(String name, int count, int symbols, MarketFile.Kind kind)
      throws Exception {
    MarketFile file = MarketFile.open(sharedData().resolve(name));
    Rows rows = rows(file);
    Set<String> seen = new HashSet<>();
    rows.read.forEach(row -> seen.add(row.symbol()));
    assertThat(file.kind()).isEqualTo(kind);
    assertThat(rows.why).isEmpty();
    assertThat(rows.read).hasSize(count);
    assertThat(seen).hasSize(symbols);
  }

  @Test
  void readsNoneOfTheBadFilesAsIfItWereGood() throws Exception {
    Path bad = sharedData().resolve("bad_data");
    List<Path> files;
    try (Stream<Path> list = Files.list(bad)) {
      files = list.filter(path -> path.toString().endsWith(".csv.gz")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path path : files) {
      String name = path.getFileName().toString();
      if (name.startsWith("raw_") || name.startsWith("vix_")) {
        assertThatThrownBy(() -> MarketFile.open(path))
            .isInstanceOf(MarketFileException.class)
            .hasMessageContaining(name)
            .hasMessageContaining("column symbol");
      }
    }
    Rows daily = rows(MarketFile.open(bad.resolve("daily_source_rejects.csv.gz")));
    assertThat(daily.read).isEmpty();
    assertThat(daily.why)
        .hasSize(2)
        .allSatisfy(why -> assertThat(why.column()).isEqualTo("open"))
        .allSatisfy(why -> assertThat(why.value()).isEqualTo("nan"));
    Rows minutes = rows(MarketFile.open(bad.resolve("intraday_source_rejects.csv.gz")));
    assertThat(minutes.why).isNotEmpty();
    assertThat(minutes.why.get(0)).hasMessageContaining("line 2").hasMessageContaining("'nan'");
  }

  @Test
  void aQuotesFileLacksAPrice() {
    Path quotes = sharedData().resolve("ticks/eurusd_quotes_2019-01.csv.gz");
    assertThatThrownBy(() -> MarketFile.open(quotes)).hasMessageContaining("column open");
  }

  private static Path sharedData() {
    String set = System.getenv("SLUICE_SHARED_DATA");
    if (set != null) {
      return Path.of(set);
    }
    Path directory = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (directory != null) {
      Path data = directory.resolve("shared/data");
      if (Files.isDirectory(data)) {
        return data;
      }
      directory = directory.getParent();
    }
    assumeTrue(false, "shared/data is not beside the repository; set SLUICE_SHARED_DATA to it");
    throw new IllegalStateException("not reached");
  }
}
