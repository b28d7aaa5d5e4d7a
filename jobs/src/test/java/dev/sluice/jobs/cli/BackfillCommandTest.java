package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.jobs.SharedData;
import dev.sluice.wire.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of daily bars to the history of a home where no desk runs, and back. */
class BackfillCommandTest {
  private static final String HEADER =
      "symbol,date,open,high,low,close,volume,adj_close,dividend,split_coefficient";

  @TempDir private Path directory;

  private record Result(int code, String out, String err) {
    JsonNode json() throws IOException {
      return JsonCodec.newMapper().readTree(out);
    }
  }

  private Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--home");
    all.add(directory.resolve("home").toString());
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Result(code, out.toString(), err.toString());
  }

  private String file(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines)).toString();
  }

  @ParameterizedTest
  @CsvSource({"--from", "--to"})
  void aDateThatIsNoneIsSaidInPeoplesWords(String option) {
    Result result = run("export", option, "2013-13-01");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains(option + "': '2013-13-01' is no date, expected for example 2012-01-03")
        .doesNotContain("DateTimeParseException", "java.time.LocalDate");
  }

  @Test
  void rejectedRowsAreSaidByCodeAndTheOthersAreKept() throws Exception {
    String file =
        file(
            "daily.csv",
            HEADER,
            "A,2012-01-03,10,12,9,11,100,5.5,0.25,2",
            "A,2012-01-04,10,9,12,11,100,,,",
            "A,2012-01-05,ten,12,9,11,100,,,",
            "A,2012-01-06,-10,12,9,11,100,,,",
            "A,2012-01-07,10,12,9,11,100,,,",
            "A,2012-01-03,10,12,9,11,100,,,",
            "B,2013-01-02,10.50,12,9.0,11,0.5,,,");
    Result loaded = run("backfill", file, "--json");
    assertThat(loaded.code()).isZero();
    assertThat(loaded.json())
        .isEqualTo(
            JsonCodec.newMapper()
                .readTree(
                    """
                    {"files": 1, "rows": 7, "loaded": 2,
                     "rejected": {"DUPLICATE_BAR": 1, "HIGH_BELOW_LOW": 1, "MALFORMED": 1,
                                  "NON_POSITIVE_PRICE": 1, "NOT_A_SESSION": 1},
                     "symbols": 2, "objects_written": 2, "objects_skipped": 0}
                    """));
    assertThat(loaded.err())
        .contains("rows 7, loaded 2, rejected 5")
        .contains("line 4: column open: 'ten', expected a finite decimal number")
        .contains("line 6: A 2012-01-07 is none of NYSE");

    assertThat(run("export").out())
        .isEqualTo(
            HEADER
                + "\nA,2012-01-03,10,12,9,11,100,5.5,0.25,2\nB,2013-01-02,10.5,12,9,11,0.5,,0,1\n");
  }

  @Test
  void aSecondRunWritesNothingAndALaterFileIsLaidOver() throws Exception {
    String first = file("a.csv", HEADER, "A,2012-01-03,1,1,1,1,1,,,", "A,2012-01-04,1,1,1,1,1,,,");
    String second = file("b.csv", HEADER, "A,2012-01-04,2,2,2,2,2,,,", "A,2012-01-05,2,2,2,2,2,,,");
    assertThat(run("backfill", first, "--json").json().at("/objects_written").asInt()).isOne();
    JsonNode again = run("backfill", first, "--json").json();
    assertThat(again.at("/objects_written").asInt()).isZero();
    assertThat(again.at("/objects_skipped").asInt()).isOne();
    assertThat(run("backfill", second).out())
        .contains("2 of 2 rows of 1 symbols are in the history: 1 objects written, 0 unchanged");
    assertThat(run("export", "--from", "2012-01-04").out())
        .isEqualTo(HEADER + "\nA,2012-01-04,2,2,2,2,2,,0,1\nA,2012-01-05,2,2,2,2,2,,0,1\n");
  }

  @Test
  void exportsSymbolsAndDatesAsFilesThatCanBeLoadedAgain() throws Exception {
    String file =
        file(
            "daily.csv",
            HEADER,
            "A,2012-12-31,1,1,1,1,1,,,",
            "A,2013-01-02,1.25,2,1,1,1,,,",
            "BRK/B,2013-01-02,2,2,2,2,2,,,",
            "C,2013-01-02,3,3,3,3,3,,,");
    Result loaded = run("backfill", file, "--symbols", "A,BRK/B,BKR/B");
    assertThat(loaded.out()).contains("3 of 3 rows");
    assertThat(loaded.err()).contains("--symbols: BKR/B not in the files");
    Path csv = directory.resolve("csv");
    assertThat(run("export", "--out", csv.toString(), "--from", "2013-01-01").code()).isZero();
    assertThat(csv.resolve("A.csv")).hasContent(HEADER + "\nA,2013-01-02,1.25,2,1,1,1,,0,1");
    assertThat(csv.resolve("BRK%2FB.csv")).exists();
    Path parquet = directory.resolve("parquet");
    Result written =
        run("export", "--out", parquet.toString(), "--format", "parquet", "--symbols", "A");
    assertThat(written.code()).isZero();
    assertThat(parquet.resolve("symbol=A/year=2012.parquet")).exists();
    assertThat(parquet.resolve("symbol=A/year=2013.parquet")).exists();
    assertThat(run("backfill", csv.resolve("A.csv").toString(), "--json").code()).isZero();
  }

  @Test
  void whatCannotBeDoneIsOneAndSaysWhy() throws Exception {
    String minutes =
        file(
            "minutes.csv",
            "symbol,timestamp_utc,open,high,low,close,volume",
            "A,2024-01-08T14:30:00Z,1,2,1,2,5");
    String lacking = file("lacking.csv", "symbol,date,open,high,low", "A,2024-01-08,1,2,1");
    String rubbish = file("rubbish.csv", HEADER, "A,2024-01-06,1,2,1,2,5,,,");

    Result wrongKind = run("backfill", minutes);
    assertThat(wrongKind.code()).isOne();
    assertThat(wrongKind.err()).contains("'minute bars', expected daily bars");
    Result wrongColumns = run("backfill", rubbish, lacking);
    assertThat(wrongColumns.code()).isOne();
    assertThat(wrongColumns.err()).contains("lacking.csv").contains("close");
    Result nothing = run("backfill", rubbish, "--json");
    assertThat(nothing.code()).isOne();
    assertThat(nothing.json().at("/rejected/NOT_A_SESSION").asInt()).isOne();
    Result absent = run("backfill", rubbish, "--symbols", "Z");
    assertThat(absent.code()).isOne();
    assertThat(absent.out()).contains("symbols 'Z' are not in the file, expected some of A");
    assertThat(absent.err()).doesNotContain("--symbols: Z");
    assertThat(run("export").code()).isOne();
    Result out = run("export", "--out", rubbish);
    assertThat(out.code()).isEqualTo(2);
    assertThat(out.err()).contains("--out: was '" + rubbish + "', expected a directory");
    assertThat(run("export", "--symbols", "Z").code()).isOne();
    assertThat(run("export", "--format", "parquet").code()).isEqualTo(2);
    assertThat(run("export", "--from", "2013-01-02", "--to", "2013-01-01").code()).isEqualTo(2);
    assertThat(run("backfill").code()).isEqualTo(2);
  }

  /** Files that nobody here wrote: what goes in comes out, number by number. */
  @ParameterizedTest
  @CsvSource({
    "us_etf_megacap_daily_1999_2013.csv.gz, 57663",
    "sp500_stocks_daily_2012_2020.csv.gz, 315280"
  })
  void aFileComesBackAsItWas(String name, long rows) throws Exception {
    Path file = SharedData.directory().resolve("daily").resolve(name);
    JsonNode loaded = run("backfill", file.toString(), "--json").json();
    assertThat(loaded.at("/rows").asLong()).isEqualTo(rows);
    assertThat(loaded.at("/loaded").asLong()).isEqualTo(rows);
    List<String> exported = run("export").out().lines().skip(1).toList();
    assertThat(exported).hasSize((int) rows);
    assertThat(normalized(exported.stream())).isEqualTo(normalized(lines(file)));
  }

  private static Stream<String> lines(Path gzip) throws IOException {
    return new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))
        .lines()
        .skip(1);
  }

  /** Rows with numbers without needless zeros, in one order. */
  private static List<String> normalized(Stream<String> rows) {
    return rows.map(BackfillCommandTest::normalized).sorted().toList();
  }

  private static String normalized(String row) {
    String[] cells = row.split(",", -1);
    for (int i = 2; i < cells.length; i++) {
      cells[i] =
          cells[i].isEmpty() ? "" : new BigDecimal(cells[i]).stripTrailingZeros().toPlainString();
    }
    return String.join(",", cells);
  }
}
