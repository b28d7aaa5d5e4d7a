package dev.sluice.domain.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each formula against figures worked out by hand, on an equity of 100,000 at a price of 50. */
class SizingModelsTest {

  private static SizingInput input(boolean buy, double confidence, String conviction) {
    return new SizingInput(
        buy,
        new BigDecimal("100000"),
        new BigDecimal("50"),
        confidence,
        conviction,
        new BigDecimal(buy ? "48" : "52"),
        new BigDecimal(buy ? "56" : "44"),
        List.of());
  }

  private static SizingInput closes(List<BigDecimal> closes) {
    return new SizingInput(
        true, new BigDecimal("100000"), new BigDecimal("50"), 1, null, null, null, closes);
  }

  private static BigDecimal quantity(String spec, SizingInput input) {
    return SizingModels.parse(spec).size(input).quantity();
  }

  private static String unknown(String spec, SizingInput input) {
    SizedQuantity sized = SizingModels.parse(spec).size(input);
    assertThat(sized.quantity()).isNull();
    return sized.unknown();
  }

  @ParameterizedTest
  @CsvSource({
    // 100,000 × 10 % × 0.75 ÷ 50.
    "confidence:0.10,0.75,150",
    "fixed:130,0.1,130",
    // 100,000 × 7.5 % ÷ 50.
    "percent:7.5,0.1,150",
    // b = 6 ÷ 2 = 3; f* = 0.6 − 0.4 ÷ 3 = 0.46667, half of it is above the cap of 0.2.
    "'kelly:0.5,cap=0.2',0.6,400",
    // f* = 0.4 − 0.6 ÷ 3 = 0.2, half of it 0.1.
    "'kelly:0.5,cap=0.2',0.4,200",
    // f* = 0.2 − 0.8 ÷ 3 is below 0: no edge, no bet.
    "'kelly:0.5,cap=0.2',0.2,0"
  })
  void formulas(String spec, double confidence, String shares) {
    assertThat(quantity(spec, input(true, confidence, null))).isEqualByComparingTo(shares);
  }

  @Test
  void kellyIsMirroredForAShortSale() {
    assertThat(quantity("kelly:0.5,cap=0.2", input(false, 0.4, null))).isEqualByComparingTo("200");
  }

  @ParameterizedTest
  @CsvSource({
    "-2.0,0",
    "-1.5,50",
    "-1.0,100",
    "-0.5,150",
    "0,0",
    "0.5,150",
    "1.0,100",
    "1.5,50",
    "2.0,20",
    // Nearer to 1 than to 1.5; as near to 1 as to 1.5, and the further from 0 has less.
    "1.2,100",
    "1.25,50",
    "-1.75,0"
  })
  void theHousesConvictionTable(String conviction, String shares) {
    boolean buy = new BigDecimal(conviction).signum() >= 0;
    assertThat(quantity("conviction", input(buy, 0.1, conviction))).isEqualByComparingTo(shares);
  }

  @Test
  void convictionFollowsFromConfidenceWhereThereIsNone() {
    assertThat(quantity("conviction", input(true, 0.25, null))).isEqualByComparingTo("150");
    assertThat(quantity("conviction", input(false, 0.5, null))).isEqualByComparingTo("100");
  }

  @Test
  void aTableOfOnesOwn() {
    assertThat(quantity("conviction:0.2,-1=0,0=0,1=100", input(true, 0, "1")))
        .isEqualByComparingTo("400");
    assertThat(unknown("conviction:0.2,-1=0,0=0,1=100", input(true, 0, "1.5")))
        .isEqualTo("conviction is 1.5, expected -1 to 1");
  }

  @Test
  void aConvictionThatSaysTheOppositeIsNotSized() {
    assertThat(unknown("conviction", input(true, 1, "-0.5")))
        .isEqualTo("conviction is -0.5, expected one above 0 for a BUY");
    assertThat(unknown("conviction", input(true, 1, "much")))
        .isEqualTo("conviction is 'much', expected a decimal");
  }

  /** Returns of +1 % and −1 % in turn: mean 0, deviation 0.01 × √(20 ÷ 19), a year × √252. */
  @Test
  void volatilityTarget() {
    List<BigDecimal> closes = new ArrayList<>(List.of(new BigDecimal("100")));
    for (int i = 0; i < 20; i++) {
      BigDecimal last = closes.get(closes.size() - 1);
      closes.add(last.multiply(new BigDecimal(i % 2 == 0 ? "1.01" : "0.99")));
    }
    double sigma = 0.01 * Math.sqrt(20.0 / 19) * Math.sqrt(252);
    assertThat(quantity("volatility:0.08,window=20", closes(closes)).doubleValue())
        .isCloseTo(100_000 * 0.08 / sigma / 50, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(quantity("volatility:0.50,window=20", closes(closes)))
        .as("no more than all of the equity")
        .isEqualByComparingTo("2000");
    assertThat(quantity("volatility:0.50,window=20,cap=0.25", closes(closes)))
        .isEqualByComparingTo("500");
    assertThat(unknown("volatility:0.15,window=20", closes(closes.subList(1, 21))))
        .isEqualTo("volatility over 20 sessions is not known: 20 of 21 closes were seen");
    List<BigDecimal> flat = Stream.generate(() -> BigDecimal.TEN).limit(21).toList();
    assertThat(unknown("volatility:0.15", closes(flat))).contains("is 0.0");
  }

  @Test
  void whatCannotBeSizedIsNamed() {
    assertThat(unknown("confidence:0.1", input(true, Double.NaN, null)))
        .isEqualTo("confidence is NaN, expected a fraction from 0 to 1");
    assertThat(unknown("kelly:0.5", input(true, 1.1, null))).startsWith("confidence is 1.1");
    assertThat(unknown("conviction", input(true, Double.NaN, null))).startsWith("confidence");
    SizingInput bare = closes(List.of());
    assertThat(unknown("kelly:0.5", bare))
        .isEqualTo("odds are not known: stop is null, target is null");
    SizingInput behind =
        new SizingInput(
            true, BigDecimal.TEN, BigDecimal.TEN, 1, null, BigDecimal.TEN, BigDecimal.TEN, null);
    assertThat(unknown("kelly:0.5", behind)).contains("price 10 is not between");
  }

  @Test
  void withoutEquityNothingIsWanted() {
    SizingInput broke =
        new SizingInput(true, new BigDecimal("-1"), BigDecimal.TEN, 1, null, null, null, List.of());
    assertThat(quantity("percent:10", broke)).isEqualByComparingTo("0");
    assertThat(quantity("confidence:0.1", broke)).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "confidence:0.10",
        "fixed:100",
        "percent:10",
        "volatility:0.15,window=20,cap=1",
        "kelly:0.5,cap=0.2",
        "conviction:0.10,-2=0,-1.5=25,-1=50,-0.5=75,0=0,0.5=75,1=50,1.5=25,2=10"
      })
  void aModelIsReadAsItIsWritten(String spec) {
    assertThat(SizingModels.parse(spec).spec()).isEqualTo(spec);
    assertThat(SizingModels.NAMES).contains(spec.substring(0, spec.indexOf(':')));
  }

  @ParameterizedTest
  @CsvSource({
    "fixed,fixed '' is wrong",
    "fixed:0,'quantity is 0, expected a figure above 0'",
    "fixed:ten,'fixed ''ten'' is wrong, expected a decimal'",
    "percent:101,'percent is 101, expected at most 100'",
    "'volatility:0.15,window=1','window is 1, expected 2 to 260'",
    "'volatility:0.15,window=x','window ''x'' is wrong, expected a whole number'",
    "'kelly:1.5','kelly is 1.5, expected at most 1'",
    "'kelly:0.5,cpa=0.2','parameter ''cpa'' is wrong'",
    "'kelly:0.5,cap','''cap'' is wrong, expected parameters as name=value'",
    "'conviction:0.1,1=101','conviction 1 is given 101, expected 0 to 100 %'",
    "'conviction:0.1,high=10','conviction ''high'' is wrong'",
    "martingale:2,expected one of confidence:0.10",
    "'',expected one of confidence:0.10"
  })
  void whatIsWrongIsNamed(String spec, String message) {
    assertThatThrownBy(() -> SizingModels.parse(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sizing: ")
        .hasMessageContaining(message)
        .hasMessageContaining("'" + spec + "'");
  }
}
