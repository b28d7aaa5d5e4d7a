package dev.sluice.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickValidatorTest {
  private static final Instant OPEN = Instant.parse("2024-03-05T14:30:00Z");
  private static final LocalDate DATE = LocalDate.of(2024, 3, 5);
  private static final String LONGEST = "x".repeat(TickValidator.LONGEST_SOURCE);

  private final TickValidator validator = new TickValidator(Set.of("SPY"));

  /**
   * A date that no arithmetic on dates holds would end the job, and one years away would keep its
   * week open for years.
   */
  @ParameterizedTest
  @CsvSource({
    "-999999999-01-01",
    "1999-03-05",
    "2024-02-26",
    "2024-03-13",
    "2099-01-02",
    "+999999999-12-31"
  })
  void aSessionDateThatIsNowhereNearTheBarIsRefused(LocalDate date) {
    for (Timeframe timeframe : new Timeframe[] {Timeframe.SESSION, Timeframe.MINUTE}) {
      assertThat(validator.check(bar(timeframe, date, "test")))
          .get()
          .satisfies(
              rejection -> {
                assertThat(rejection.code()).isEqualTo("BAD_TIME");
                assertThat(rejection.message())
                    .contains("session_date", date.toString(), "7 days", OPEN.toString());
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"2024-02-27", "2024-03-04", "2024-03-05", "2024-03-06", "2024-03-12"})
  void aSessionMayBeginOnAnotherDayThanItsDate(LocalDate date) {
    assertThat(validator.check(bar(Timeframe.SESSION, date, "test"))).isEmpty();
  }

  /** The source is in every open bar of the state, where a text has 65,535 bytes at most. */
  @Test
  void aSourceThatIsLongerThanANameIsRefused() {
    assertThat(validator.check(trade(LONGEST))).isEmpty();
    assertThat(validator.check(bar(Timeframe.SESSION, DATE, LONGEST))).isEmpty();
    assertThat(validator.check(action(LONGEST))).isEmpty();
    String longer = LONGEST + "x";
    assertThat(validator.check(trade(longer))).get().satisfies(TickValidatorTest::namesTheSource);
    assertThat(validator.check(bar(Timeframe.SESSION, DATE, longer)))
        .get()
        .satisfies(TickValidatorTest::namesTheSource);
    assertThat(validator.check(action(longer))).get().satisfies(TickValidatorTest::namesTheSource);
  }

  /** Two of them make a volume that is infinite, at which the indicators of a bar refuse it. */
  @ParameterizedTest
  @CsvSource({
    "1e16,1,price,1.0E-18 to 1.0E15",
    "1e-19,1,price,1.0E-18 to 1.0E15",
    "1e308,1,price,1.0E-18 to 1.0E15",
    "100,1e25,size,0.0 to 1.0E24",
    "100,1e308,size,0.0 to 1.0E24"
  })
  void aPriceOrASizeThatNobodyTradesIsRefused(
      double price, double size, String field, String expected) {
    Tick tick = Tick.trade("SPY", 1, OPEN.toEpochMilli(), price, size, "test", false);
    assertThat(validator.check(tick))
        .get()
        .satisfies(
            rejection -> {
              assertThat(rejection.code()).isEqualTo("MALFORMED");
              assertThat(rejection.message()).contains(field, expected);
            });
  }

  @ParameterizedTest
  @CsvSource({"1e-300", "9e-7", "1.1e6", "1e300"})
  void aSplitThatNobodyMakesIsRefused(double factor) {
    RawBar bar = bar(Timeframe.SESSION, DATE, "test", factor);
    assertThat(validator.check(bar)).get().extracting(Rejection::code).isEqualTo("MALFORMED");
    assertThat(validator.check(new CorporateAction("SPY", DATE, factor, 0, "test")))
        .get()
        .extracting(Rejection::code)
        .isEqualTo("BAD_SPLIT_FACTOR");
  }

  @ParameterizedTest
  @CsvSource({"1e-14,1e20", "650000,1", "1e15,1e24", "1e-18,0"})
  void whatIsTradedSomewherePasses(double price, double size) {
    Tick tick = Tick.trade("SPY", 1, OPEN.toEpochMilli(), price, size, "test", false);
    assertThat(validator.check(tick)).isEmpty();
    assertThat(validator.check(bar(Timeframe.SESSION, DATE, "test", 0.0001))).isEmpty();
  }

  private static void namesTheSource(Rejection rejection) {
    assertThat(rejection.code()).isEqualTo("MALFORMED");
    assertThat(rejection.message())
        .isEqualTo("MALFORMED: source was '257 characters', expected at most 256 characters");
  }

  private static Tick trade(String source) {
    return Tick.trade("SPY", 1, OPEN.toEpochMilli(), 100, 1, source, false);
  }

  private static CorporateAction action(String source) {
    return new CorporateAction("SPY", DATE, 2, 0, source);
  }

  private static RawBar bar(Timeframe timeframe, LocalDate date, String source) {
    return bar(timeframe, date, source, 1);
  }

  private static RawBar bar(Timeframe timeframe, LocalDate date, String source, double split) {
    return new RawBar(
        "SPY",
        timeframe,
        OPEN,
        OPEN.plusSeconds(60),
        date,
        100,
        101,
        99,
        100,
        1000,
        split,
        0,
        source,
        false,
        false);
  }
}
