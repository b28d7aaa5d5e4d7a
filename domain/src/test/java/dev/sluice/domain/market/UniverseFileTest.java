package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UniverseFileTest {
  private static final String HEADER = "symbol,exchange,currency,category,tick_size,lot_size\n";

  @Test
  void listingsComeInTheOrderOfTheFile() {
    Universe universe =
        UniverseFile.parse(
            "# core first\n"
                + HEADER
                + "TSLA,NASDAQ,USD,CORE,0.01,1\r\n"
                + "\n"
                + " abx.to , tsx , cad , core , 0.01 , 100 \n"
                + "\"SPY\",\"NYSE\",\"USD\",\"ETF\",\"0.010\",\"1\"\n"
                + "BTC-USD,24/7,USD,CORE,0.01,0.00001");
    assertThat(universe.symbols()).containsExactly("TSLA", "abx.to", "SPY", "BTC-USD");
    assertThat(universe.listing("abx.to"))
        .isEqualTo(
            new Listing(
                "abx.to",
                "TSX",
                "CAD",
                ListingCategory.CORE,
                new BigDecimal("0.01"),
                new BigDecimal("100")));
    assertThat(universe.listings()).hasSize(4);
    assertThat(universe.listing("XYZ")).isNull();
  }

  @Test
  void columnsMayBeInAnyOrderBesideOthers() {
    Universe universe =
        UniverseFile.parse(
            "\uFEFFname,lot_size,tick_size,category,currency,Exchange,SYMBOL\n"
                + "Penny Inc,1,0.0001,penny,USD,NYSE,PNY\n");
    assertThat(universe.listing("PNY").category()).isEqualTo(ListingCategory.PENNY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A B,NYSE,USD,CORE,0.01,1|line 2: symbol was 'A B', expected 1 to 32 printable characters",
        ",NYSE,USD,CORE,0.01,1|line 2: symbol was ''",
        "A,LSE,USD,CORE,0.01,1|line 2: exchange was 'LSE', expected one of NYSE, NASDAQ, XNYS",
        "A,NYSE,DOLLAR,CORE,0.01,1|line 2: currency was 'DOLLAR', expected a currency of ISO 4217",
        "A,NYSE,USD,BOND,0.01,1|line 2: category was 'BOND', expected one of CORE, PENNY, ETF",
        "A,NYSE,USD,CORE,a cent,1|line 2: tick_size was 'a cent', expected a decimal from 0.000000",
        "A,NYSE,USD,CORE,0,1|line 2: tick_size was '0', expected a decimal from 0.000000001",
        "A,NYSE,USD,CORE,1e999999999,1|line 2: tick_size was '1E+999999999', expected a decimal",
        "A,NYSE,USD,CORE,0.01,-1|line 2: lot_size was '-1', expected a decimal",
        "A,NYSE,USD,CORE,0.01|line 2: lot_size was '', expected a decimal"
      })
  void aWrongFieldIsNamedWithItsLineItsValueAndWhatWasExpected(String line, String message) {
    assertThatThrownBy(() -> UniverseFile.parse(HEADER + line + "\nB,NYSE,USD,ETF,0.01,1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void everyWrongLineIsSaidUpToTwenty() {
    String wrong = "A,LSE,USD,CORE,0.01,1\n";
    assertThatThrownBy(() -> UniverseFile.parse(HEADER + wrong + wrong))
        .message()
        .isEqualTo(
            "line 2: exchange was 'LSE', expected one of NYSE, NASDAQ, XNYS, XNAS, TSX, XTSE, 24/7,"
                + " FX\nline 3: exchange was 'LSE', expected one of NYSE, NASDAQ, XNYS, XNAS, TSX,"
                + " XTSE, 24/7, FX");
    assertThatThrownBy(() -> UniverseFile.parse(HEADER + wrong.repeat(25)))
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(21))
        .asString()
        .endsWith("and 5 more lines");
  }

  @Test
  void aSymbolThatIsThereTwiceIsRefusedWithBothLines() {
    assertThatThrownBy(
            () -> UniverseFile.parse(HEADER + "A,NYSE,USD,CORE,0.01,1\nA,TSX,CAD,CORE,0.01,1\n"))
        .hasMessage("line 3: symbol was 'A', expected one that is not in line 2");
  }

  @Test
  void missingColumnsAreAllNamed() {
    assertThatThrownBy(() -> UniverseFile.parse("symbol,currency\nA,USD\n"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("exchange, category, tick_size, lot_size are missing");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "'# nothing'", "'symbol,exchange,currency,category,tick_size,lot_size'"})
  void aFileWithoutASymbolIsNoUniverse(String text) {
    // It would remove everything.
    assertThatThrownBy(() -> UniverseFile.parse(text)).hasMessageStartingWith("no symbol");
  }

  @Test
  void differencesSayWhatWasAddedChangedAndRemoved() {
    Universe before =
        UniverseFile.parse(
            HEADER + "A,NYSE,USD,CORE,0.01,1\nB,NYSE,USD,CORE,0.01,1\nC,NYSE,USD,ETF,0.01,1\n");
    Universe after =
        UniverseFile.parse(
            HEADER + "A,TSX,CAD,CORE,0.05,1\nC,NYSE,USD,ETF,0.010,1\nD,FX,USD,CORE,0.0001,100\n");
    assertThat(before.differences(after))
        .containsExactly(
            "changed A: exchange NYSE to TSX, currency USD to CAD, tick_size 0.01 to 0.05",
            "added D",
            "removed B");
    assertThat(before.differences(before)).isEmpty();
    assertThat(Universe.named(List.of("A", "Z")).differences(before))
        .containsExactly("changed A: only its name was known", "added B", "added C", "removed Z");
  }
}
