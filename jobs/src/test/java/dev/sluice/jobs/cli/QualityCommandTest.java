package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityCommandTest {
  private static final String DAILY = "symbol,date,open,high,low,close,volume";

  @TempDir private Path directory;

  private record Result(int code, String out, String err) {
    /** How often a code stands in the report, as text; 0 where it does not. */
    long count(String code) {
      return out.lines()
          .map(String::strip)
          .filter(line -> (" " + line + " ").contains(" " + code + " "))
          .mapToLong(line -> Long.parseLong(after(line, code)))
          .sum();
    }

    private static String after(String line, String code) {
      return line.substring(line.indexOf(code) + code.length()).strip().split(" ", 2)[0];
    }
  }

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(with("quality", arguments));
    return new Result(code, out.toString(), err.toString());
  }

  private static String[] with(String first, String... rest) {
    String[] all = new String[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private String file(String... lines) throws IOException {
    return Files.write(directory.resolve("data.csv"), List.of(lines)).toString();
  }

  @Test
  void aSoundFileIsZeroAndSaysWhatItHolds() throws Exception {
    Result result = run(file(DAILY, "A,2024-01-08,1,2,1,2,5", "A,2024-01-09,2,3,2,2.5,5"));
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("data.csv: daily bars, calendar NYSE")
        .contains("rows 2, used 2, rejected 0; symbols 1")
        .contains("from 2024-01-08 to 2024-01-09")
        .doesNotContain("noted");
  }

  @Test
  void aFileWithoutRowsIsOne() throws Exception {
    for (String json : new String[] {"--calendar=NYSE", "--json"}) {
      Result result = run(file(DAILY), json);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().strip())
          .endsWith("data.csv: there is no row behind the header, expected at least one");
    }
  }

  @Test
  void anInstantThatIsNoneIsSaidInPeoplesWords() throws Exception {
    Result result = run(file(DAILY), "--as-of", "yesterday");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("--as-of': 'yesterday' is no instant, expected for example 2024-01-31T14:30:00Z")
        .doesNotContain("DateTimeParseException", "java.time.Instant");
  }

  @Test
  void rejectedRowsAreOneAndShownByCodeWithTheirLines() throws Exception {
    Result result =
        run(
            file(
                DAILY,
                "A,2024-01-08,1,2,1,2,5",
                "A,2024-01-09,1,nan,1,2,5",
                "A,2024-01-10,1,2,0,2,5",
                "A,2024-01-10,1,2,1,2,-5",
                "A,2024-01-10,1,2,3,2,5",
                "A,2024-01-10,3,2,1,2,5",
                "A,2024-01-08,1,2,1,2,5",
                "A,2024-01-10,2,2,1,2,5"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("rows 8, used 2, rejected 6");
    for (String code :
        List.of(
            "MALFORMED",
            "NON_POSITIVE_PRICE",
            "NEGATIVE_SIZE",
            "HIGH_BELOW_LOW",
            "OHLC_INCONSISTENT",
            "DUPLICATE_BAR")) {
      assertThat(result.count(code)).as(code).isEqualTo(1);
    }
    assertThat(result.out())
        .contains("line 3: column high: 'nan', expected a finite decimal number")
        .contains("line 4: low: '0.0', expected a finite number > 0")
        .contains("line 8: 2024-01-08 was there before, with the same figures")
        .as("an unreadable day is missing")
        .contains("GAP")
        .contains("line 9: 1 sessions missing between 2024-01-08 and 2024-01-10");
  }

  @Test
  void showsTheFirstThreeRowsOfACode() throws Exception {
    Result result = run(file(DAILY, "A,x,1,1,1,1,1", "A,y,1,1,1,1,1", "A,z,,,,,", "A,u,1", "A,v"));
    assertThat(result.count("MALFORMED")).isEqualTo(5);
    assertThat(result.out())
        .contains("line 2", "line 3", "line 4", "and 2 more")
        .doesNotContain("line 5");
  }

  @Test
  void annotationsAreBySymbolAndRejectNothing() throws Exception {
    Result result =
        run(
            file(
                DAILY,
                "B,2024-01-06,1,1,1,1,0",
                "A,2024-01-08,1,2,1,2,5",
                "A,2024-01-09,9,9,8,9,5",
                "A,2024-01-10,2,3,2,2,5",
                "A,2024-01-09,9,9,8,9,5",
                "B,2024-01-05,1,2,1,2,5"),
            "--json");
    assertThat(result.code()).as("one row was there before").isEqualTo(1);
    JsonNode json = new ObjectMapper().readTree(result.out());
    assertThat(json.get("rows").asInt()).isEqualTo(6);
    assertThat(json.get("used").asInt()).isEqualTo(5);
    assertThat(json.get("rejected").asInt()).isEqualTo(1);
    assertThat(json.get("first").asText()).isEqualTo("2024-01-05");
    assertThat(json.get("last").asText()).isEqualTo("2024-01-10");
    assertThat(json.get("rejections")).hasSize(1);
    assertThat(json.at("/rejections/0/code").asText()).isEqualTo("DUPLICATE_BAR");
    assertThat(json.at("/rejections/0/examples/0/line").asInt()).isEqualTo(6);
    assertThat(json.get("annotations"))
        .extracting(
            note ->
                note.get("symbol").asText()
                    + " "
                    + note.get("rule").asText()
                    + " "
                    + note.get("count").asInt()
                    + " "
                    + note.get("line").asInt())
        .containsExactly(
            "A SPIKE 1 4",
            "A SPIKE_REFUTED 1 5",
            "B OUT_OF_ORDER 1 7",
            "B NOT_A_SESSION 1 2",
            "B ZERO_VOLUME 1 2",
            "B FLAT_BAR 1 2");
  }

  @Test
  void judgesOneSymbolOfMany() throws Exception {
    String path = file(DAILY, "A,2024-01-08,1,2,1,2,5", "B,2024-01-08,0,0,0,0,0", "B,x,1,1,1,1,1");
    Result a = run(path, "--symbol", "A");
    assertThat(a.code()).isZero();
    assertThat(a.out()).contains("rows 1, used 1, rejected 0");
    Result b = run(path, "--symbol", "B");
    assertThat(b.code()).isEqualTo(1);
    assertThat(b.out()).contains("rows 2, used 0, rejected 2").doesNotContain("from ");
    Result c = run(path, "--symbol", "C");
    assertThat(c.code()).isEqualTo(1);
    assertThat(c.out()).isEmpty();
    assertThat(c.err()).contains("symbol 'C' is not in the file, expected one of A, B");
  }

  @Test
  void anUnreadableRowOfAnotherSymbolIsNotCounted() throws Exception {
    String path = file(DAILY, "B,x,1,1,1,1,1", "A,y,1,1,1,1,1", "A,2024-01-08,1,2,1,2,5");
    Result result = run(path, "--symbol", "A");
    assertThat(result.out()).contains("rows 2, used 1, rejected 1");
  }

  @Test
  void readsTradesByTheirIdsAndWithoutThem() throws Exception {
    String header = "symbol,timestamp_utc,price,size,trade_id";
    Result result =
        run(
            file(
                header,
                "A,2024-01-09T15:00:00Z,10,1,7",
                "A,2024-01-09T15:00:00Z,10,1,8",
                "A,2024-01-09T15:00:01Z,10,1,7",
                "A,2024-01-09T15:00:01Z,10,1,ab-1",
                "A,2024-01-09T15:00:01Z,10,1,ab-1",
                "A,2024-01-09T15:00:01Z,10,1,",
                "A,2024-01-09T15:00:01Z,10,1,",
                "A,2024-01-09T15:00:00.5Z,-10,1,9",
                "A,2024-01-09T15:00:00.5Z,10,1,9"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("trades, calendar NYSE")
        .contains("from 2024-01-09T15:00:00Z to 2024-01-09T15:00:01Z");
    assertThat(result.count("DUPLICATE_TRADE")).isEqualTo(2);
    assertThat(result.count("NON_POSITIVE_PRICE")).isEqualTo(1);
    assertThat(result.count("SAME_STAMP")).isEqualTo(1);
    assertThat(result.count("OUT_OF_ORDER")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "NYSE, 1, 1 minutes missing",
    "24/7, 0, 1050 minutes missing",
    "FX, 0, 1050 minutes missing"
  })
  void theCalendarSaysWhatIsMissing(String calendar, long outside, String missing)
      throws Exception {
    Result result =
        run(
            file(
                "symbol,timestamp_utc,open,high,low,close,volume",
                "A,2024-01-09T20:58:00Z,1,2,1,2,5",
                "A,2024-01-10T14:29:00Z,1,2,1,2,5",
                "A,2024-01-10T20:59:00Z,1,2,1,2,5"),
            "--calendar",
            calendar,
            "--symbol",
            "A");
    assertThat(result.code()).isZero();
    assertThat(result.count("NOT_A_SESSION")).isEqualTo(outside);
    assertThat(result.out()).contains(": " + missing);
  }

  @Test
  void thresholdsAndTheClockAreOptions() throws Exception {
    String path = file(DAILY, "A,2024-01-08,10,12,9,10,5", "A,2024-01-09,14,15,13,14,5");
    assertThat(run(path).count("SPIKE")).isZero();
    assertThat(run(path, "--threshold", "session_spike=0.3").count("SPIKE")).isEqualTo(1);
    Result future = run(path, "--as-of", "2024-01-09T14:00:00Z");
    assertThat(future.code()).isEqualTo(1);
    assertThat(future.count("FUTURE")).isEqualTo(1);
  }

  @Test
  void readsWhatTheMappingSays() throws Exception {
    String path = file("Day;Last;O;H;L", "01/08/2024;2;1;2;1", "02/30/2024;2;1;2;1");
    Result result =
        run(
            path,
            "--symbol",
            "A",
            "--columns",
            "date=Day,close=Last,open=O,high=H,low=L,volume=",
            "--date-format",
            "MM/dd/yyyy",
            "--delimiter",
            ";");
    assertThat(result.out())
        .contains("rows 2, used 1, rejected 1")
        .contains("line 3: column date: '02/30/2024', expected a date in the format MM/dd/yyyy");
  }

  @Test
  void aFileThatCannotBeReadIsOneAndNamesWhatIsMissing() throws Exception {
    Result missing = run(file("Date,Last", "2024-01-08,1"));
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.out()).isEmpty();
    assertThat(missing.err())
        .contains("data.csv, line 1, column symbol,open,high,low,close,volume: 'Date,Last'")
        .contains("--columns symbol=HEADER");
    assertThat(run("nowhere.csv").code()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--calendar MOON|calendar: 'MOON' is none of NYSE",
        "--threshold tick=1|--threshold: threshold: 'tick', expected one of",
        "--threshold tick_gap=5|expected a duration like PT5M",
        "--columns clsoe=A|--columns: 'clsoe' is no field",
        "--zone Nowhere|--zone: 'Nowhere'",
        "--as-of yesterday|yesterday",
        "--nonsense|nonsense",
      })
  void wrongUsageIsTwo(String options, String message) throws Exception {
    String path = file(DAILY, "A,2024-01-08,1,2,1,2,5");
    Result result = run(with(path, options.split(" ")));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(message);
  }

  @Test
  void secondCopiesAreLookedForAmongABoundedNumberOfRows() throws Exception {
    Path path = directory.resolve("long.csv");
    int rows = 300_000;
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      out.write("symbol,timestamp_utc,price,size,trade_id\n");
      long start = Instant.parse("2024-01-09T14:30:00Z").toEpochMilli();
      for (int i = 0; i < rows; i++) {
        out.write("A," + Instant.ofEpochMilli(start + i) + "," + (100 + i % 7) + ",1," + i + "\n");
      }
      out.write("A,2024-01-09T14:35:00Z,100,1," + (rows - 32_768) + "\n");
      out.write("A,2024-01-09T14:35:00Z,100,1,1\n");
    }
    Result result = run(path.toString());
    assertThat(result.out()).contains("rows 300002, used 300001, rejected 1");
    assertThat(result.count("DUPLICATE_TRADE"))
        .as("the 32768th back is known, the one that is further back is forgotten")
        .isEqualTo(1);
  }
}
