package dev.sluice.operators.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0.00", "1234567.891 | 1,234,567.89", "-1234.5 | -1,234.50", "-123 | -123.00",
        "0.5 | 0.5000", "0.00001234 | 0.00001234", "3.2e9 | 3.2B", "4e-9 | 4.000E-9",
        "NaN | \u2013"
      })
  void pricesKeepTheDigitsTheyNeed(double price, String text) {
    assertThat(Figures.price(price, Figures.priceDecimals(price))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "950,950",
    "12345,12.35K",
    "999999,1M",
    "4.2e7,42M",
    "0.25,0.25",
    "-1500,-1.5K"
  })
  void quantitiesAreShort(double value, String text) {
    assertThat(Figures.compact(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "NaN,null", "123.456789012345,123.456789", "100,100", "1e-20,1E-20"})
  void jsonNumbersAreRounded(double value, String text) {
    assertThat(Figures.json(value, 9)).isEqualTo(text);
  }
}
