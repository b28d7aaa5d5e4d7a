package dev.sluice.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.CorporateAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionsFileTest {
  @TempDir Path directory;

  @Test
  void aFileIsReadInItsOrder() throws Exception {
    Path file = write("NVDA,2024-06-10,10,0\nSPY, 2024-06-21 ,1,1.759\n\nXYZ,2024-01-02,0.1,0");
    assertThat(ActionsFile.read(file, "f"))
        .containsExactly(
            new CorporateAction("NVDA", LocalDate.of(2024, 6, 10), 10, 0, "f"),
            new CorporateAction("SPY", LocalDate.of(2024, 6, 21), 1, 1.759, "f"),
            new CorporateAction("XYZ", LocalDate.of(2024, 1, 2), 0.1, 0, "f"));
  }

  @Test
  void whatASpreadsheetSavesIsRead() throws Exception {
    Path file = directory.resolve("saved.csv");
    Files.writeString(file, "\uFEFF" + ActionsFile.HEADER + "\r\nNVDA,2024-06-10,10,0\r\n");
    assertThat(ActionsFile.read(file, "f"))
        .containsExactly(new CorporateAction("NVDA", LocalDate.of(2024, 6, 10), 10, 0, "f"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NVDA,2024-06-10,ten,0|, line 3, column split_factor: 'ten', expected a number from 1.0E-6",
        "NVDA,2024-06-10,,0|, line 3, column split_factor: '', expected a number from 1.0E-6",
        "NVDA,2024-06-10,0,0|, line 3, column split_factor: '0', expected a number from 1.0E-6",
        "NVDA,2024-06-10,1,-1|, line 3, column dividend: '-1', expected a number from 0.0 to",
        "NVDA,10.6.2024,1,0|, line 3, column ex_date: '10.6.2024', expected a date as 2024-06-10",
        "NVDA,3024-06-10,1,0|, line 3, column ex_date: '3024-06-10', expected a date from",
        ",2024-06-10,1,0|, line 3, column symbol: '', expected a ticker symbol",
        "NVDA,2024-06-10,1|, line 3: 'NVDA,2024-06-10,1', expected the 4 cells symbol,ex_date",
        "SPY,2024-06-21,2,0|, line 3, column ex_date: '2024-06-21', expected one line for SPY"
      })
  void whatCannotBeUsedIsNamed(String row, String message) throws Exception {
    Path file = write("SPY,2024-06-21,1,1.759\n" + row);
    assertThatThrownBy(() -> ActionsFile.read(file, "f"))
        .isInstanceOf(MarketFileException.class)
        .hasMessageStartingWith(file + message);
  }

  @Test
  void aFileThatIsNoneIsNamed() throws Exception {
    Path none = directory.resolve("none.csv");
    assertThatThrownBy(() -> ActionsFile.read(none, "f"))
        .hasMessage(none + ": expected a file that exists");
    Path other = directory.resolve("other.csv");
    Files.writeString(other, "date,close\n");
    assertThatThrownBy(() -> ActionsFile.read(other, "f"))
        .hasMessage(other + ", line 1: 'date,close', expected the columns " + ActionsFile.HEADER);
    Files.write(other, new byte[] {(byte) 0xFF, (byte) 0xFE, 0x41});
    assertThatThrownBy(() -> ActionsFile.read(other, "f")).hasMessageContaining("UTF-8");
  }

  private Path write(String rows) throws Exception {
    Path file = directory.resolve("actions.csv");
    Files.writeString(file, ActionsFile.HEADER + "\n" + rows + "\n", StandardCharsets.UTF_8);
    return file;
  }
}
