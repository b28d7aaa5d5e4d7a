package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IndicatorsCommandTest {
  private static final String HEADER =
      "symbol,timeframe,date,open,high,low,close,volume,sma_10,sma_20,sma_50,sma_200,ema_12,"
          + "ema_26,macd,macd_signal,macd_histogram,rsi_14,bollinger_upper,bollinger_middle,"
          + "bollinger_lower,stochastic_k,stochastic_d,williams_r_14,atr_14,adx_14,volatility_20,"
          + "volume_sma_20,volume_roc_14,obv";

  @TempDir private Path directory;

  private record Result(int code, List<String> out, String err) {
    List<String> column(String name) {
      int index = List.of(HEADER.split(",")).indexOf(name);
      return out.stream().skip(1).map(row -> row.split(",", -1)[index]).toList();
    }
  }

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new IndicatorsCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Result(code, out.toString().lines().toList(), err.toString());
  }

  private String file(List<String> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("symbol,date,open,high,low,close,volume,split_coefficient");
    lines.addAll(rows);
    return Files.write(directory.resolve("daily.csv"), lines).toString();
  }

  /** Weekdays from Monday 2024-01-01, closes 100, 101, ...; before {@code split} times 4. */
  private static List<String> days(int count, int split) {
    List<String> rows = new ArrayList<>();
    LocalDate date = LocalDate.of(2024, 1, 1);
    for (int i = 0; i < count; i++) {
      while (date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
        date = date.plusDays(1);
      }
      int scale = i < split ? 4 : 1;
      double close = (100 + i) * scale;
      rows.add(
          "A,%s,%s,%s,%s,%s,%d,%d"
              .formatted(
                  date,
                  close,
                  close + scale,
                  close - scale,
                  close,
                  1000 / scale,
                  i == split ? 4 : 1));
      date = date.plusDays(1);
    }
    return rows;
  }

  /** A market that trades every day has a year of 365 sessions, in a daily file too. */
  @Test
  void volatilityIsMadeAnnualByTheCalendar() throws IOException {
    String file = file(days(30, 0));
    List<String> ofShares = run(file, "--symbol", "A").column("volatility_20");
    List<String> ofCoins = run(file, "--symbol", "A", "--calendar", "24/7").column("volatility_20");
    double shares = Double.parseDouble(ofShares.get(29));
    assertThat(shares).isPositive();
    assertThat(Double.parseDouble(ofCoins.get(29)) / shares)
        .isCloseTo(Math.sqrt(365.0 / 252), within(1e-12));
  }

  @Test
  void printsOneRowABarAndEmptyCellsBeforeWarmUp() throws IOException {
    Result result = run(file(days(30, 0)), "--symbol", "A");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).hasSize(31).startsWith(HEADER);
    assertThat(result.out().get(1))
        .isEqualTo("A,1d,2024-01-01,100,101,99,100,1000" + ",".repeat(22) + "0");
    assertThat(result.column("sma_10").subList(8, 11)).containsExactly("", "104.5", "105.5");
    assertThat(result.column("rsi_14").subList(13, 15)).containsExactly("", "100");
    assertThat(result.column("obv").get(29)).isEqualTo("29000");
    assertThat(result.column("volume_roc_14").subList(13, 15)).containsExactly("", "0");
  }

  @Test
  void aSplitDoesNotShowInTheIndicatorsAfterIt() throws IOException {
    Result split = run(file(days(60, 40)), "--symbol", "A");
    Result whole = run(file(days(60, 0)), "--symbol", "A");
    assertThat(split.column("close").get(39)).isEqualTo("556");
    for (String name : HEADER.substring(HEADER.indexOf("sma_10")).split(",")) {
      List<String> got = split.column(name).subList(40, 60);
      List<String> expected = whole.column(name).subList(40, 60);
      for (int i = 0; i < got.size(); i++) {
        if (expected.get(i).isEmpty()) {
          assertThat(got.get(i)).as(name).isEmpty();
        } else {
          assertThat(Double.parseDouble(got.get(i)))
              .as(name)
              .isCloseTo(Double.parseDouble(expected.get(i)), within(1e-9));
        }
      }
    }
  }

  @Test
  void rollsWeeksAndLeavesAnUnfinishedOneOut() throws IOException {
    Result result = run(file(days(13, 2)), "--symbol", "A", "--timeframe", "1w");
    assertThat(result.code()).isZero();
    assertThat(result.column("date")).containsExactly("2024-01-05", "2024-01-12");
    assertThat(result.out().get(1)).startsWith("A,1w,2024-01-05,100,105,99,104,5000,");
    assertThat(run(file(days(15, 0)), "--symbol", "A", "--timeframe", "1w").column("date"))
        .containsExactly("2024-01-05", "2024-01-12", "2024-01-19");
  }

  @Test
  void printsTheSameAsJson() throws IOException {
    String path = file(days(25, 0));
    Result csv = run(path, "--symbol", "A");
    Result json = run(path, "--symbol", "A", "--json");
    JsonNode array = new ObjectMapper().readTree(String.join("\n", json.out()));
    assertThat(array).hasSize(25);
    for (String name : HEADER.split(",")) {
      for (int i = 0; i < 25; i++) {
        JsonNode value = array.get(i).get(name);
        String cell = csv.column(name).get(i);
        if (cell.isEmpty()) {
          assertThat(value.isNull()).as(name).isTrue();
        } else if (value.isTextual()) {
          assertThat(value.asText()).isEqualTo(cell);
        } else {
          assertThat(value.asDouble()).as(name).isEqualTo(Double.parseDouble(cell));
        }
      }
    }
  }

  @Test
  void aRowThatCannotBeReadEndsItWithFileLineColumnAndValue() throws IOException {
    List<String> rows = days(30, 0);
    rows.set(20, rows.get(20).replace(",1000,", ",lots,"));
    String path = file(rows);
    Result result = run(path, "--symbol", "A");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(path, "line 22", "column volume", "'lots'");
  }

  @Test
  void aRowOutOfOrderOrWithoutAPriceEndsIt() throws IOException {
    List<String> rows = days(5, 0);
    rows.add("A,2024-01-03,1,1,1,1,1,1");
    assertThat(run(file(rows), "--symbol", "A").err())
        .contains("line 7", "column date", "'2024-01-03'", "after 2024-01-05");
    rows.set(5, "A,2024-01-08,1,1,0,1,1,1");
    Result zero = run(file(rows), "--symbol", "A");
    assertThat(zero.code()).isEqualTo(1);
    assertThat(zero.err()).contains("line 7", "column low", "'0'", "above 0");
  }

  @Test
  void saysWhichSymbolsThereAre() throws IOException {
    Result result = run(file(days(3, 0)), "--symbol", "B");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("'B'", "one of A");
  }

  @Test
  void readsAFileOfOtherColumnsWithoutASymbol() throws IOException {
    List<String> rows = days(30, 0);
    Result plain = run(file(rows), "--symbol", "A");
    List<String> lines = new ArrayList<>();
    lines.add("Day,Open,High,Low,Last,Volume");
    for (String row : rows) {
      String[] cells = row.split(",");
      String[] date = cells[1].split("-");
      lines.add(
          "%s/%s/%s,%s,%s,%s,%s,%s"
              .formatted(
                  date[1], date[2], date[0], cells[2], cells[3], cells[4], cells[5], cells[6]));
    }
    String other = Files.write(directory.resolve("other.csv"), lines).toString();
    Result mapped =
        run(
            other,
            "--symbol",
            "A",
            "--columns",
            "date=Day,close=Last",
            "--date-format",
            "MM/dd/yyyy");
    assertThat(mapped.err()).isEmpty();
    assertThat(mapped.out()).isEqualTo(plain.out());
    Result unmapped = run(other, "--symbol", "A");
    assertThat(unmapped.code()).isEqualTo(1);
    assertThat(unmapped.err()).contains("line 1, column date,close: 'Day,Open,");
    assertThat(run(other, "--symbol", "A", "--columns", "nonsense").code()).isEqualTo(2);
  }

  @Test
  void wantsAFileThatExists() {
    assertThat(run("nowhere.csv", "--symbol", "A").code()).isEqualTo(1);
  }

  @Test
  void wrongUsageIsTwo() throws IOException {
    String path = file(days(3, 0));
    assertThat(run(path).code()).isEqualTo(2);
    assertThat(run(path, "--symbol", "A", "--timeframe", "2h").code()).isEqualTo(2);
    assertThat(run(path, "--symbol", "A", "--timeframe", "2h").err()).contains("'2h'");
    assertThat(run("--help").code()).isZero();
  }

  @Test
  void printsTheRealBarsAsTheFileHasThem() throws IOException {
    Path data = SharedData.directory().resolve("daily/us_etf_megacap_daily_1999_2013.csv.gz");
    Result result = run(data.toString(), "--symbol", "AAPL");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).hasSizeGreaterThan(3000);
    assertThat(result.column("date").get(0)).isEqualTo("1999-11-01");
    Result weekly = run(data.toString(), "--symbol", "AAPL", "--timeframe", "1w");
    assertThat(weekly.column("sma_50").get(48)).isEmpty();
    assertThat(weekly.column("sma_50").get(49)).isNotEmpty();
    assertThat(weekly.column("date"))
        .doesNotHaveDuplicates()
        .doesNotContain("2013-12-31")
        .contains("2013-12-27");
  }

  @Test
  void barsWithinASessionAreThoseOfTheBarsCommandAndDatedByTheirStart() throws IOException {
    List<String> rows = new ArrayList<>(List.of("symbol,timestamp_utc,price,size"));
    for (int i = 0; i < 120; i++) {
      rows.add(
          "A,%s,%d,1"
              .formatted(Instant.parse("2024-03-05T14:30:00Z").plusSeconds(20L * i), 100 + i));
    }
    String file = Files.write(directory.resolve("trades.csv"), rows).toString();
    Result result = run(file, "--symbol", "A", "--timeframe", "1m");
    assertThat(result.code()).as(result.err()).isZero();
    // Forty minutes; the last one is not over when the file ends.
    assertThat(result.out()).hasSize(1 + 39);
    assertThat(result.out().get(1)).startsWith("A,1m,2024-03-05T14:30:00Z,100,102,100,102,3,");
    assertThat(result.column("sma_10").get(9)).isEqualTo("115.5");
    assertThat(run(file, "--symbol", "A", "--timeframe", "1d").out()).hasSize(1);
    assertThat(run(file(days(3, 0)), "--symbol", "A", "--timeframe", "1h").err())
        .contains("holds bars of 1d, --timeframe 1h is shorter");
  }
}
