package dev.sluice.domain.quality;

import static dev.sluice.domain.quality.QualityContext.NO_CLOCK;
import static dev.sluice.domain.quality.QualityFixture.OPEN;
import static dev.sluice.domain.quality.QualityFixture.context;
import static dev.sluice.domain.quality.QualityFixture.day;
import static dev.sluice.domain.quality.QualityFixture.minute;
import static dev.sluice.domain.quality.QualityFixture.rules;
import static dev.sluice.domain.quality.QualityRule.DUPLICATE_BAR;
import static dev.sluice.domain.quality.QualityRule.FLAT_BAR;
import static dev.sluice.domain.quality.QualityRule.FUTURE;
import static dev.sluice.domain.quality.QualityRule.GAP;
import static dev.sluice.domain.quality.QualityRule.NON_POSITIVE_PRICE;
import static dev.sluice.domain.quality.QualityRule.NOT_A_SESSION;
import static dev.sluice.domain.quality.QualityRule.OHLC_INCONSISTENT;
import static dev.sluice.domain.quality.QualityRule.OUT_OF_ORDER;
import static dev.sluice.domain.quality.QualityRule.SPIKE;
import static dev.sluice.domain.quality.QualityRule.SPIKE_CONFIRMED;
import static dev.sluice.domain.quality.QualityRule.SPIKE_REFUTED;
import static dev.sluice.domain.quality.QualityRule.STALE;
import static dev.sluice.domain.quality.QualityRule.ZERO_VOLUME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.quality.QualityVerdict.Disposition;
import dev.sluice.domain.quality.QualityVerdict.Resolution;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarQualityTest {
  private final BarQuality quality = new BarQuality();

  private QualityVerdict judge(RawBar bar, String... thresholds) {
    return quality.judge(bar, NO_CLOCK, context(thresholds));
  }

  private static RawBar figures(double... ohlcv) {
    return day("2024-01-09", ohlcv, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 11, 9, 10, true",
    "11, 11, 9, 9, true",
    "11.01, 11, 9, 10, false",
    "10, 11, 9, 11.01, false",
    "8.99, 11, 9, 10, false",
    "10, 11, 9, 8.99, false",
    "10, 9, 11, 10, false",
  })
  void openAndCloseLieWithinLowAndHigh(
      double open, double high, double low, double close, boolean possible) {
    QualityVerdict verdict = judge(figures(open, high, low, close, 5));
    assertThat(rules(verdict)).isEqualTo(possible ? List.of() : List.of(OHLC_INCONSISTENT));
    assertThat(verdict.disposition()).isEqualTo(possible ? Disposition.PASS : Disposition.REJECT);
  }

  @ParameterizedTest
  @CsvSource({"100.9, true", "101, true", "101.1, false"})
  void aSourceThatRoundsHasATolerance(double close, boolean possible) {
    QualityVerdict verdict = judge(figures(99, 100, 98, close, 5), "ohlc_tolerance", "0.01");
    assertThat(rules(verdict).contains(OHLC_INCONSISTENT)).isEqualTo(!possible);
  }

  @ParameterizedTest
  @CsvSource({"0.0001, true", "0, false", "-1, false", "NaN, false", "Infinity, false"})
  void aPriceIsAboveZero(double low, boolean possible) {
    RawBar bar = figures(10, low > 10 ? low : 11, low, 10, 5);
    assertThat(rules(judge(bar)).contains(NON_POSITIVE_PRICE)).isEqualTo(!possible);
  }

  @Test
  void nothingTradedIsSaid() {
    assertThat(rules(judge(figures(10, 11, 9, 10, 0)))).containsExactly(ZERO_VOLUME);
    assertThat(rules(judge(day("2024-01-10", new double[] {10, 11, 9, 10, 0.001}, 1)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, true",
    "0, 10.01, false",
    "0.1, 10.9, true",
    "0.1, 11, true",
    "0.1, 11.1, false"
  })
  void aBarWithoutARangeIsFlat(String threshold, double high, boolean flat) {
    QualityVerdict verdict = judge(figures(10, high, 10, 10, 5), "flat_range", threshold);
    assertThat(rules(verdict)).isEqualTo(flat ? List.of(FLAT_BAR) : List.of());
  }

  @Test
  void theSecondBarOfADateIsADuplicateAndSaysWhetherItDiffers() {
    assertThat(rules(judge(day("2024-01-09", 10)))).isEmpty();
    assertThat(rules(judge(day("2024-01-10", 10)))).isEmpty();
    QualityVerdict same = judge(day("2024-01-09", 10));
    assertThat(rules(same)).containsExactly(DUPLICATE_BAR);
    assertThat(same.disposition()).isEqualTo(Disposition.REJECT);
    assertThat(same.findings().get(0).detail()).contains("2024-01-09", "the same figures");
    assertThat(judge(day("2024-01-09", 10.5)).findings().get(0).detail()).contains("other figures");
  }

  @Test
  void aDuplicateIsLookedForAmongAsManyAsConfigured() {
    String[] window = {"duplicate_window", "2"};
    judge(minute(0, 10), window);
    judge(minute(1, 10), window);
    assertThat(rules(judge(minute(0, 10), window))).containsExactly(DUPLICATE_BAR);
    judge(minute(2, 10), window);
    assertThat(rules(judge(minute(0, 10), window)))
        .as("forgotten, so only late")
        .containsExactly(OUT_OF_ORDER);
  }

  @Test
  void anEarlierBarIsOutOfOrderAndNotComparedWithItsNeighbours() {
    judge(day("2024-01-12", 10));
    QualityVerdict late = judge(day("2024-01-08", 100));
    assertThat(rules(late)).containsExactly(OUT_OF_ORDER);
    assertThat(late.disposition()).isEqualTo(Disposition.PASS);
    assertThat(rules(judge(day("2024-01-16", 10)))).as("Monday was a holiday").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-12, 2024-01-16, 0, 0",
    "2024-01-12, 2024-01-17, 0, 1",
    "2024-01-08, 2024-01-12, 2, 3",
    "2024-01-08, 2024-01-12, 3, 0",
    "2024-01-08, 2024-01-12, 4, 0",
  })
  void missingSessionsAreThoseOfTheCalendar(
      String first, String second, String threshold, int missing) {
    judge(day(first, 10));
    QualityVerdict verdict = judge(day(second, 10), "gap_sessions", threshold);
    assertThat(rules(verdict)).isEqualTo(missing == 0 ? List.of() : List.of(GAP));
    if (missing > 0) {
      assertThat(verdict.findings().get(0).detail()).startsWith(missing + " sessions missing");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "2, 0, 1", "5, 3, 4", "5, 4, 0", "5, 5, 0"})
  void missingMinutesAreThoseOfTheSession(int next, String threshold, int missing) {
    judge(minute(0, 10));
    QualityVerdict verdict = judge(minute(next, 10), "gap_minutes", threshold);
    assertThat(rules(verdict)).isEqualTo(missing == 0 ? List.of() : List.of(GAP));
    if (missing > 0) {
      assertThat(verdict.findings().get(0).detail()).startsWith(missing + " minutes missing");
    }
  }

  @Test
  void aNightIsNoGapAndItsEdgesAre() {
    int day = 24 * 60;
    judge(minute(389, 10));
    assertThat(rules(judge(minute(day, 10)))).isEmpty();
    judge(minute(day + 387, 10));
    assertThat(judge(minute(2 * day + 3, 10)).findings().get(0).detail())
        .as("two before the close, three after the open")
        .startsWith("5 minutes missing");
  }

  @ParameterizedTest
  @CsvSource({"2024-01-12, true", "2024-01-13, false", "2024-01-15, false"})
  void aDateWithoutASessionIsSaid(String date, boolean session) {
    QualityVerdict verdict = judge(day(date, 10));
    assertThat(rules(verdict)).isEqualTo(session ? List.of() : List.of(NOT_A_SESSION));
    assertThat(verdict.disposition()).isEqualTo(Disposition.PASS);
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "390, true", "391, false"})
  void aMinuteBelongsToASessionUpToTheClosingAuction(int minutes, boolean session) {
    assertThat(rules(judge(minute(minutes, 10))))
        .isEqualTo(session ? List.of() : List.of(NOT_A_SESSION));
  }

  @Test
  void theSameCloseIsStaleOnceFromTheConfiguredNumberOn() {
    String[] three = {"stale_minutes", "3"};
    assertThat(rules(judge(minute(0, 10), three))).isEmpty();
    assertThat(rules(judge(minute(1, 10), three))).isEmpty();
    assertThat(rules(judge(minute(2, 10), three))).containsExactly(STALE);
    assertThat(rules(judge(minute(3, 10), three))).as("said once").isEmpty();
    assertThat(rules(judge(minute(4, 10.1), three))).isEmpty();
    judge(minute(5, 10), three);
    judge(minute(6, 10), three);
    assertThat(rules(judge(minute(7, 10), three))).containsExactly(STALE);
  }

  @ParameterizedTest
  @CsvSource({"149, false", "150, false", "151, true", "51, false", "50, false", "49, true"})
  void aJumpBeyondTheThresholdIsHeld(double close, boolean spike) {
    judge(day("2024-01-08", 100));
    QualityVerdict verdict = judge(day("2024-01-09", close));
    assertThat(rules(verdict)).isEqualTo(spike ? List.of(SPIKE) : List.of());
    assertThat(verdict.disposition()).isEqualTo(spike ? Disposition.HOLD : Disposition.PASS);
    assertThat(quality.held()).isEqualTo(spike ? 1 : 0);
  }

  @Test
  void twoBarsThatStayConfirmAJump() {
    judge(day("2024-01-08", 100));
    judge(day("2024-01-09", 200));
    QualityVerdict first = judge(day("2024-01-10", 205));
    assertThat(first).isEqualTo(new QualityVerdict(Disposition.HOLD, Resolution.NONE, List.of()));
    QualityVerdict second = judge(day("2024-01-11", 195));
    assertThat(second.disposition()).isEqualTo(Disposition.PASS);
    assertThat(second.resolution()).isEqualTo(Resolution.RELEASE);
    assertThat(rules(second)).containsExactly(SPIKE_CONFIRMED);
    assertThat(second.findings().get(0).detail()).contains("2 held");
    assertThat(rules(judge(day("2024-01-12", 200)))).isEmpty();
  }

  @Test
  void aBarThatComesBackRefutesAJump() {
    judge(day("2024-01-08", 100));
    judge(day("2024-01-09", 1000));
    QualityVerdict back = judge(day("2024-01-10", 101));
    assertThat(back.disposition()).isEqualTo(Disposition.PASS);
    assertThat(back.resolution()).isEqualTo(Resolution.DISCARD);
    assertThat(rules(back)).containsExactly(SPIKE_REFUTED);
    assertThat(quality.held()).isZero();
  }

  @Test
  void aSplitExplainsItsJumpAndNoOther() {
    judge(day("2024-01-08", 100));
    assertThat(rules(judge(day("2024-01-09", 10, 10)))).isEmpty();
    assertThat(rules(judge(day("2024-01-10", 100, 0.1)))).isEmpty();
    assertThat(rules(judge(day("2024-01-11", 100, 10)))).containsExactly(SPIKE);
  }

  @Test
  void whatIsGivenUpStaysOpenAndTheReferenceStands() {
    judge(day("2024-01-08", 100));
    judge(day("2024-01-09", 1000));
    quality.giveUp();
    assertThat(quality.held()).isZero();
    assertThat(rules(judge(day("2024-01-10", 1000)))).containsExactly(SPIKE);
    quality.giveUp();
    assertThat(rules(judge(day("2024-01-11", 100)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"299, true", "300, false", "301, false"})
  void aBarThatEndsAheadOfTheClockIsOfTheFuture(int clockSeconds, boolean future) {
    // The first minute ends 360 s after the clock where it is 300 s before the open.
    Instant clock = OPEN.plusSeconds(60).minusSeconds(600).plusSeconds(clockSeconds);
    QualityVerdict verdict =
        quality.judge(minute(0, 10), clock.toEpochMilli(), context("max_ahead", "PT5M"));
    assertThat(rules(verdict)).isEqualTo(future ? List.of(FUTURE) : List.of());
  }

  @Test
  void aRejectedBarChangesNothing() throws Exception {
    judge(day("2024-01-08", 100));
    byte[] before = QualityFixture.bytes(quality::write);
    judge(day("2024-01-09", new double[] {0, 0, 0, 0, 0}, 2));
    judge(day("2024-01-08", 500));
    quality.judge(day("2024-01-09", 100), 0, context());
    assertThat(QualityFixture.bytes(quality::write)).isEqualTo(before);
  }

  @Test
  void tradingTimeIsTheSessionsAndBounded() {
    RawBar first =
        QualityFixture.bar(
            Timeframe.MINUTE,
            Instant.parse("2024-01-09T20:59:00Z"),
            LocalDate.of(2024, 1, 9),
            new double[] {1, 2, 1, 2, 1},
            1);
    judge(first);
    assertThat(
            TradingTime.openMillis(
                context().calendar(), first.start(), Instant.parse("2024-01-10T14:31:00Z")))
        .isEqualTo(120_000);
    assertThat(
            TradingTime.openMillis(
                context().calendar(),
                Instant.parse("1999-01-01T00:00:00Z"),
                Instant.parse("2024-01-10T14:31:00Z")))
        .as("a gap of decades is bounded")
        .isLessThan(TradingTime.MOST_DAYS * 86_400_000L);
  }
}
