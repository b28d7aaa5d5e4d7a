package dev.sluice.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyValuesFileTest {
  @TempDir private Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("days.csv"), text);
  }

  @Test
  void readsEquityWithDatesWhateverTheOrderOfColumns() throws Exception {
    DailyValuesFile read =
        DailyValuesFile.read(
            file("\uFEFFNote, Equity ,DATE\nstart,100,2024-01-02\n\"a,b\",1e2,2024-01-03\n"));
    assertThat(read.kind()).isEqualTo(DailyValuesFile.Kind.EQUITY);
    assertThat(read.values()).containsExactly(100, 100);
    assertThat(read.dates())
        .containsExactly(LocalDate.parse("2024-01-02"), LocalDate.parse("2024-01-03"));
    assertThat(read.unreadDate()).isNull();
  }

  @Test
  void readsGzipWhateverItIsNamed() throws Exception {
    Path path = directory.resolve("returns.data");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("return\n-1\n0.5\n".getBytes(StandardCharsets.UTF_8));
    }
    DailyValuesFile read = DailyValuesFile.read(path);
    assertThat(read.kind()).isEqualTo(DailyValuesFile.Kind.RETURN);
    assertThat(read.values()).containsExactly(-1, 0.5);
    assertThat(read.dates()).isEmpty();
  }

  @Test
  void equityComesBeforeReturns() throws Exception {
    DailyValuesFile read = DailyValuesFile.read(file("return,equity\n,100\nnot read,101\n"));
    assertThat(read.values()).containsExactly(100, 101);
  }

  @Test
  void datesOfAnotherFormAreNotRead() throws Exception {
    DailyValuesFile read = DailyValuesFile.read(file("date,return\n01/02/2024,0.1\n,0.2\n"));
    assertThat(read.values()).containsExactly(0.1, 0.2);
    assertThat(read.dates()).isEmpty();
    assertThat(read.unreadDate()).isEqualTo("01/02/2024");
  }

  @Test
  void equityMayFallToNothingAndBelow() throws Exception {
    assertThat(DailyValuesFile.read(file("equity\n1\n0\n-3\n")).values()).containsExactly(1, 0, -3);
  }

  /** A bar stands for the end of a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';line 1: expected a header",
        "date,close|2024-01-02,1;"
            + "line 1, column equity: 'date,close', expected a header with equity or return",
        "equity,x,equity|1,2,3;line 1, column equity: 'equity,x,equity', expected each column once",
        "equity;line 2: expected a row for each day",
        "equity|0|1;line 2, column equity: '0', expected a number above 0, the starting value",
        "equity|5|x;line 3, column equity: 'x', expected a number",
        "equity|5|NaN;line 3, column equity: 'NaN', expected a number",
        "equity|5|1e999;line 3, column equity: '1e999', expected a number",
        "date,equity|2024-01-02,;line 2, column equity: '', expected a number above 0",
        "date,equity|2024-01-02,1|2024-01-03;line 3: '2024-01-03', expected at least 2 cells",
        "date,equity|2024-01-02,1|2024-01-02,2;"
            + "line 3, column date: '2024-01-02', expected a date after 2024-01-02",
        "date,equity|2024-01-02,1|yesterday,2;"
            + "line 3, column date: 'yesterday', expected a date like 2024-01-31",
        "return|0.01|-1.5;line 3, column return: '-1.5', expected a fraction of at least -1",
        "return|Infinity;line 2, column return: 'Infinity', expected a fraction",
        "return|1,5 %;line 2, column return: '1,5 %', expected a fraction",
      })
  void whatCannotBeReadIsNamed(String text, String message) throws IOException {
    Path path = file(text.replace('|', '\n').replace("1,5 %", "\"1,5 %\""));
    assertThatThrownBy(() -> DailyValuesFile.read(path))
        .isInstanceOf(MarketFileException.class)
        .hasMessageStartingWith(path + ", " + message);
  }

  @Test
  void wantsAFileThatIsThereAndGzipWhereItSaysSo() throws IOException {
    assertThatThrownBy(() -> DailyValuesFile.read(directory.resolve("no.csv")))
        .hasMessageContaining("expected a file that exists");
    Path path = Files.writeString(directory.resolve("plain.csv.gz"), "equity\n1\n");
    assertThatThrownBy(() -> DailyValuesFile.read(path)).hasMessageContaining("not in gzip format");
  }
}
