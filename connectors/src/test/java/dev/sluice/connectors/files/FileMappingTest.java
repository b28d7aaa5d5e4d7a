package dev.sluice.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileMappingTest {
  @TempDir private Path directory;

  private static final class Rows implements MarketFile.RowHandler {
    final List<FileRow> read = new ArrayList<>();
    final List<MarketFileException> why = new ArrayList<>();

    @Override
    public void row(FileRow row) {
      read.add(row);
    }

    @Override
    public void rejected(MarketFileException reason, String rawLine) {
      why.add(reason);
    }
  }

  private Path file(String... lines) throws IOException {
    return Files.write(directory.resolve("data.csv"), List.of(lines));
  }

  private static FileMapping mapping(String columns, String format, String zone, String symbol) {
    return FileMapping.of(columns, format, zone, symbol, null, true);
  }

  private static Rows rows(Path file, FileMapping mapping) throws MarketFileException {
    Rows rows = new Rows();
    MarketFile.open(file, mapping).read(rows);
    return rows;
  }

  private static DailyRow day(long line, String symbol, String date, double adjusted) {
    return new DailyRow(line, symbol, LocalDate.parse(date), 1, 3, 0.5, 2, 7, adjusted, 0, 1);
  }

  @Test
  void readsOtherColumnsDatesAndASymbolThatTheFileHasNot() throws Exception {
    Path file = file("Day,O,High,Low,Last,Close,Volume,Adj Close", "01/31/2024,1,3,0.5,2,99,7,1.9");
    FileMapping mapping =
        mapping("date=Day,open=O,close=Last,adj_close=Adj Close", "MM/dd/yyyy", null, "SPY");
    Rows rows = rows(file, mapping);
    assertThat(rows.read).containsExactly(day(2, "SPY", "2024-01-31", 1.9));
    assertThat(MarketFile.open(file, mapping).hasSymbols()).isFalse();
  }

  @Test
  void theFilesOwnSymbolsStand() throws Exception {
    Path file = file("symbol,date,open,high,low,close,volume", "QQQ,2024-01-31,1,3,0.5,2,7");
    FileMapping mapping = mapping(null, null, null, "SPY");
    assertThat(rows(file, mapping).read).containsExactly(day(2, "QQQ", "2024-01-31", Double.NaN));
    assertThat(MarketFile.open(file, mapping).hasSymbols()).isTrue();
  }

  @Test
  void readsAFileWithoutAHeaderFromItsFirstLineOn() throws Exception {
    Path file = file("2024-01-30;1;3;0.5;2;7", "2024-01-31;1;3;0.5;2;7");
    FileMapping mapping =
        FileMapping.of("date=1,open=2,high=3,low=4,close=5,volume=6", null, null, "A", ";", false);
    assertThat(rows(file, mapping).read)
        .containsExactly(
            day(1, "A", "2024-01-30", Double.NaN), day(2, "A", "2024-01-31", Double.NaN));
    assertThatThrownBy(
            () -> MarketFile.open(file, FileMapping.of("date=1", null, null, "A", ";", false)))
        .hasMessageContaining("column open,high,low,close,volume:")
        .hasMessageContaining("'1,2,3,4,5,6'");
  }

  @Test
  void readsTabsAndAFileThatHasNoVolume() throws Exception {
    Path file = file("DATE\tOPEN\tHIGH\tLOW\tCLOSE", "2024-01-31\t1\t3\t0.5\t2");
    Rows rows = rows(file, FileMapping.of("volume=", null, null, "VIX", "tab", true));
    assertThat(rows.read).hasSize(1);
    assertThat(((DailyRow) rows.read.get(0)).volume()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm:ssXXX, , 2019-12-13 11:00:00-05:00, 2019-12-13T16:00:00Z",
    "yyyy-MM-dd HH:mm, America/New_York, 2024-01-31 09:30, 2024-01-31T14:30:00Z",
    "yyyy-MM-dd HH:mm, America/New_York, 2024-07-31 09:30, 2024-07-31T13:30:00Z",
    "yyyy-MM-dd HH:mm, , 2024-01-31 09:30, 2024-01-31T09:30:00Z",
    "d MMM yy h:mm a, , 3 Jan 24 2:05 PM, 2024-01-03T14:05:00Z",
    "yyyy-MM-dd, Asia/Tokyo, 2024-01-31, 2024-01-30T15:00:00Z",
    "epoch_ms, , 1706711400123, 2024-01-31T14:30:00.123Z",
    "epoch_s, , 1706711400, 2024-01-31T14:30:00Z",
    ", , 2024-01-31T09:30:00-05:00, 2024-01-31T14:30:00Z",
    ", America/New_York, 2024-01-31T09:30:00, 2024-01-31T14:30:00Z",
    ", America/New_York, 2024-01-31T09:30:00Z, 2024-01-31T09:30:00Z",
  })
  void readsTimes(String format, String zone, String text, String expected) throws Exception {
    Path file = file("when,price,size", text + ",1,2");
    Rows rows = rows(file, mapping("timestamp_utc=when", format, zone, "A"));
    assertThat(rows.read)
        .containsExactly(new TradeRow(2, "A", Instant.parse(expected), 1, 2, null));
  }

  @ParameterizedTest
  @CsvSource({
    "MM/dd/yyyy, 02/30/2017",
    "MM/dd/yyyy, 2017-02-03",
    "MM/dd/yyyy, 13/01/2017",
    "yyyy/MM/dd, 11:34",
    "epoch_s, 2017-01-01",
  })
  void aDateThatIsNotInTheFormatIsRejectedAndNeverBent(String format, String text)
      throws Exception {
    Path file = file("date,open,high,low,close,volume", text + ",1,3,0.5,2,7");
    Rows rows = rows(file, mapping(null, format, null, "A"));
    assertThat(rows.read).isEmpty();
    assertThat(rows.why.get(0))
        .hasMessageContaining("line 2, column date: '" + text + "'")
        .hasMessageContaining("in the format " + format);
  }

  @Test
  void namesAllMissingColumnsThoseThereAreAndTheOptions() throws Exception {
    Path file = file("Date,Last", "2024-01-31,2");
    assertThatThrownBy(() -> MarketFile.open(file))
        .isInstanceOf(MarketFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("line 1, column symbol,open,high,low,close,volume: 'Date,Last'")
        .hasMessageContaining("--columns symbol=HEADER,open=HEADER")
        .hasMessageContaining("--symbol X")
        .hasMessageContaining("volume= ");
    assertThatThrownBy(() -> MarketFile.open(file, mapping("close=Final", null, null, "A")))
        .hasMessageContaining("line 1, column Final: 'Date,Last'")
        .hasMessageContaining("--columns gives close");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "clsoe=Last|||||--columns: 'clsoe' is no field, expected one of symbol, date",
        "close|||||--columns: 'close', expected field=header",
        "close=A,close=B|||||--columns: 'close' is there twice",
        "close=|||||--columns: close='', expected the header",
        "|yyyy-bb||||--date-format: 'yyyy-bb', expected a pattern",
        "||Mars/Olympus|||--zone: 'Mars/Olympus', expected a zone",
        "|||' '||--symbol: ' ', expected a symbol",
        "||||;;|--delimiter: ';;', expected one character or tab",
        "||||'\"'|--delimiter: 34",
      })
  void saysWhatIsWrongWithAMapping(
      String columns, String format, String zone, String symbol, String delimiter, String message) {
    assertThatThrownBy(() -> FileMapping.of(columns, format, zone, symbol, delimiter, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
