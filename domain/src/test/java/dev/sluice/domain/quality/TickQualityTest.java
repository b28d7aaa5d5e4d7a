package dev.sluice.domain.quality;

import static dev.sluice.domain.quality.QualityContext.NO_CLOCK;
import static dev.sluice.domain.quality.QualityFixture.CLOSE;
import static dev.sluice.domain.quality.QualityFixture.OPEN;
import static dev.sluice.domain.quality.QualityFixture.context;
import static dev.sluice.domain.quality.QualityFixture.quote;
import static dev.sluice.domain.quality.QualityFixture.rules;
import static dev.sluice.domain.quality.QualityFixture.trade;
import static dev.sluice.domain.quality.QualityRule.CROSSED_QUOTE;
import static dev.sluice.domain.quality.QualityRule.DUPLICATE_TRADE;
import static dev.sluice.domain.quality.QualityRule.FUTURE;
import static dev.sluice.domain.quality.QualityRule.GAP;
import static dev.sluice.domain.quality.QualityRule.LOCKED_QUOTE;
import static dev.sluice.domain.quality.QualityRule.NON_POSITIVE_PRICE;
import static dev.sluice.domain.quality.QualityRule.NOT_A_SESSION;
import static dev.sluice.domain.quality.QualityRule.OUT_OF_ORDER;
import static dev.sluice.domain.quality.QualityRule.SAME_STAMP;
import static dev.sluice.domain.quality.QualityRule.SPIKE;
import static dev.sluice.domain.quality.QualityRule.SPIKE_CONFIRMED;
import static dev.sluice.domain.quality.QualityRule.SPIKE_REFUTED;
import static dev.sluice.domain.quality.QualityRule.STALE_QUOTE;
import static dev.sluice.domain.quality.TickQuality.NO_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.quality.QualityVerdict.Disposition;
import dev.sluice.domain.quality.QualityVerdict.Resolution;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TickQualityTest {
  private final TickQuality quality = new TickQuality();

  private QualityVerdict judge(Tick tick, String... thresholds) {
    return quality.judge(tick, NO_CLOCK, context(thresholds));
  }

  @Test
  void theSecondTradeOfAnIdIsRejected() {
    assertThat(judge(trade(1, 0, 10))).isEqualTo(QualityVerdict.CLEAN);
    assertThat(judge(trade(2, 0, 10))).isEqualTo(QualityVerdict.CLEAN);
    QualityVerdict second = judge(trade(1, 5, 10.1));
    assertThat(rules(second)).containsExactly(DUPLICATE_TRADE);
    assertThat(second.disposition()).isEqualTo(Disposition.REJECT);
  }

  @Test
  void ofWhatIsKnownToBeNewOnlyTradesWithoutANumberAreCompared() {
    QualityContext context = context();
    for (int i = 0; i < 2; i++) {
      assertThat(quality.judgeNew(trade(1, 0, 10), context)).isEqualTo(QualityVerdict.CLEAN);
    }
    assertThat(quality.judgeNew(trade(0, 1, 10), context)).isEqualTo(QualityVerdict.CLEAN);
    assertThat(quality.judgeNew(trade(0, 2, 10), context)).isEqualTo(QualityVerdict.CLEAN);
    assertThat(rules(quality.judgeNew(trade(0, 1, 10), context))).contains(SAME_STAMP);
    QualityVerdict spike = quality.judgeNew(trade(2, 3, 15), context);
    assertThat(rules(spike)).containsExactly(SPIKE);
    assertThat(spike.disposition()).isEqualTo(Disposition.HOLD);
    assertThat(rules(quality.judgeNew(trade(3, 4, 0), context)))
        .containsExactly(NON_POSITIVE_PRICE);
    assertThat(rules(quality.judgeNew(quote(5, 11, 10), context))).containsExactly(CROSSED_QUOTE);
  }

  @Test
  void withoutDetailsTheSameIsFound() {
    QualityContext brief = new QualityContext(context().thresholds(), context().calendar(), false);
    TickQuality other = new TickQuality();
    for (Tick tick :
        new Tick[] {
          trade(0, 5, 10), trade(0, 5, 10), quote(6, 10, 10), trade(1, 2, 10), trade(2, 7, 20)
        }) {
      QualityVerdict full = quality.judgeNew(tick, context());
      QualityVerdict bare = other.judgeNew(tick, brief);
      assertThat(rules(bare)).isEqualTo(rules(full));
      assertThat(bare.disposition()).isEqualTo(full.disposition());
      assertThat(full.findings()).noneMatch(finding -> finding.detail().isEmpty());
    }
    assertThat(other.held(TickKind.TRADE)).isEqualTo(1);
  }

  @Test
  void aFindingOfARecordThatIsUsedAllTheSameHoldsNothing() {
    judge(trade(1, 0, 10));
    QualityVerdict spike = judge(trade(2, 1, 20));
    assertThat(rules(spike.used())).containsExactly(SPIKE);
    assertThat(spike.used().disposition()).isEqualTo(Disposition.PASS);
    assertThat(spike.used().resolution()).isEqualTo(Resolution.NONE);
    assertThat(QualityVerdict.CLEAN.used()).isSameAs(QualityVerdict.CLEAN);
  }

  @Test
  void anIdIsRememberedForAsManyTradesAsConfigured() {
    String[] window = {"duplicate_window", "2"};
    judge(trade(1, 0, 10), window);
    judge(trade(2, 0, 10), window);
    assertThat(rules(judge(trade(1, 0, 10), window))).containsExactly(DUPLICATE_TRADE);
    judge(trade(3, 0, 10), window);
    assertThat(rules(judge(trade(1, 0, 10), window))).isEmpty();
  }

  @Test
  void equalTradesWithoutAnIdAreOnlyAnnotated() {
    assertThat(rules(judge(trade(NO_ID, 0, 10)))).isEmpty();
    QualityVerdict equal = judge(trade(NO_ID, 0, 10));
    assertThat(rules(equal)).containsExactly(SAME_STAMP);
    assertThat(equal.disposition()).isEqualTo(Disposition.PASS);
    assertThat(rules(judge(trade(NO_ID, 1, 10)))).as("another time").isEmpty();
    assertThat(rules(judge(trade(NO_ID, 1, 10.01)))).as("another price").isEmpty();
    Tick larger = Tick.trade("A", NO_ID, OPEN.toEpochMilli() + 1, 10, 6, "test", false);
    assertThat(rules(judge(larger))).as("another size").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1000, false", "999, false", "0, true"})
  void outOfOrderIsFurtherBehindTheLatestThanAllowed(long millis, boolean late) {
    judge(trade(1, 1999, 10));
    QualityVerdict verdict = judge(trade(2, millis, 10), "out_of_order", "PT1S");
    assertThat(rules(verdict)).isEqualTo(late ? List.of(OUT_OF_ORDER) : List.of());
    assertThat(rules(judge(trade(3, 1998, 10)))).as("the latest stands").contains(OUT_OF_ORDER);
  }

  @ParameterizedTest
  @CsvSource({"299999, false", "300000, false", "300001, true"})
  void aTimeAheadOfTheClockIsRejectedAndMovesNothing(long millis, boolean future) {
    long clock = OPEN.toEpochMilli();
    judge(trade(1, 0, 10), "tick_gap", "PT1H");
    QualityVerdict verdict =
        quality.judge(trade(2, millis, 10), clock, context("tick_gap", "PT1H"));
    assertThat(rules(verdict)).isEqualTo(future ? List.of(FUTURE) : List.of());
    assertThat(rules(judge(trade(3, 1, 10))).contains(OUT_OF_ORDER)).isEqualTo(!future);
  }

  @ParameterizedTest
  @CsvSource({"109.9, false", "110, false", "110.1, true", "90, false", "89.9, true"})
  void aJumpBeyondTheThresholdIsHeld(double price, boolean spike) {
    judge(trade(1, 0, 100));
    QualityVerdict verdict = judge(trade(2, 1, price));
    assertThat(rules(verdict)).isEqualTo(spike ? List.of(SPIKE) : List.of());
    assertThat(verdict.disposition()).isEqualTo(spike ? Disposition.HOLD : Disposition.PASS);
    assertThat(quality.held(TickKind.TRADE)).isEqualTo(spike ? 1 : 0);
  }

  @Test
  void threeTradesThatStayConfirmAJump() {
    judge(trade(1, 0, 100));
    assertThat(judge(trade(2, 1, 150)).disposition()).isEqualTo(Disposition.HOLD);
    assertThat(judge(trade(3, 2, 151)).disposition()).isEqualTo(Disposition.HOLD);
    assertThat(judge(trade(4, 3, 149)).disposition()).isEqualTo(Disposition.HOLD);
    QualityVerdict third = judge(trade(5, 4, 150));
    assertThat(third.disposition()).isEqualTo(Disposition.PASS);
    assertThat(third.resolution()).isEqualTo(Resolution.RELEASE);
    assertThat(rules(third)).containsExactly(SPIKE_CONFIRMED);
    assertThat(third.findings().get(0).detail()).contains("3 held");
  }

  @Test
  void aPriceThatComesBackRefutesAJump() {
    judge(trade(1, 0, 100));
    judge(trade(2, 1, 150));
    judge(trade(3, 2, 151));
    QualityVerdict back = judge(trade(4, 3, 100.5));
    assertThat(back.resolution()).isEqualTo(Resolution.DISCARD);
    assertThat(rules(back)).containsExactly(SPIKE_REFUTED);
    assertThat(back.findings().get(0).detail()).contains("2 held");
  }

  @Test
  void betweenBothThatWhichIsNearerDecides() {
    judge(trade(1, 0, 100));
    judge(trade(2, 1, 112));
    assertThat(judge(trade(3, 2, 108)).resolution()).as("nearer 112").isEqualTo(Resolution.NONE);
    assertThat(rules(judge(trade(4, 3, 103)))).as("nearer 100").containsExactly(SPIKE_REFUTED);
  }

  @Test
  void aMarketThatJumpsAboutIsReleasedInTheEnd() {
    judge(trade(1, 0, 100));
    double price = 200;
    int held = 0;
    QualityVerdict verdict = judge(trade(2, 1, price));
    while (verdict.disposition() == Disposition.HOLD) {
      held++;
      price = price > 1000 ? 200 : price * 1.5;
      verdict = judge(trade(2 + held, 1 + held, price));
      assertThat(held).isLessThan(100);
    }
    assertThat(held).isEqualTo(3 * SpikeWatch.HELD_PER_CONFIRMATION);
    assertThat(verdict.resolution()).isEqualTo(Resolution.RELEASE);
  }

  @Test
  void tradesAndQuotesAreHeldEachForThemselves() {
    judge(trade(1, 0, 100));
    judge(quote(0, 99, 101));
    judge(quote(1, 199, 201));
    assertThat(judge(trade(2, 2, 100))).isEqualTo(QualityVerdict.CLEAN);
    assertThat(quality.held(TickKind.QUOTE)).isEqualTo(1);
    assertThat(rules(judge(quote(3, 99, 101)))).containsExactly(SPIKE_REFUTED);
    judge(trade(3, 4, 200));
    quality.giveUp(TickKind.TRADE);
    assertThat(quality.held(TickKind.TRADE)).isZero();
  }

  @Test
  void aSplitIsNoSpike() {
    judge(trade(1, 0, 100));
    judge(quote(0, 99, 101));
    Tick split = Tick.split("A", 2, OPEN.toEpochMilli() + 1, 10, "test", false);
    assertThat(judge(split)).isEqualTo(QualityVerdict.CLEAN);
    assertThat(rules(judge(trade(3, 2, 10)))).isEmpty();
    assertThat(rules(judge(quote(2, 9.9, 10.1)))).isEmpty();
    assertThat(rules(judge(trade(4, 3, 100)))).containsExactly(SPIKE);
  }

  @ParameterizedTest
  @CsvSource({"10, 10.01, ", "10, 10, LOCKED_QUOTE", "10.01, 10, CROSSED_QUOTE"})
  void theBidIsBelowTheAsk(double bid, double ask, QualityRule rule) {
    QualityVerdict verdict = judge(quote(0, bid, ask));
    assertThat(rules(verdict)).isEqualTo(rule == null ? List.of() : List.of(rule));
    assertThat(verdict.disposition())
        .isEqualTo(rule == CROSSED_QUOTE ? Disposition.REJECT : Disposition.PASS);
    assertThat(LOCKED_QUOTE.effect()).isEqualTo(QualityRule.Effect.ANNOTATE);
  }

  @ParameterizedTest
  @CsvSource({"60000, false", "60001, true"})
  void aTradeFindsAStaleQuoteOnce(long millis, boolean stale) {
    assertThat(rules(judge(trade(1, 0, 10)))).as("no quote yet").isEmpty();
    judge(quote(0, 9.9, 10.1));
    assertThat(rules(judge(trade(2, millis, 10))))
        .isEqualTo(stale ? List.of(STALE_QUOTE) : List.of());
    assertThat(rules(judge(trade(3, 70_000, 10))))
        .isEqualTo(stale ? List.of() : List.of(STALE_QUOTE));
    judge(quote(70_000, 9.9, 10.1));
    assertThat(rules(judge(trade(4, 130_001, 10)))).as("said of each quote").contains(STALE_QUOTE);
  }

  @ParameterizedTest
  @CsvSource({"299999, false", "300000, false", "300001, true"})
  void tradingTimeWithoutATickIsAGap(long millis, boolean gap) {
    judge(trade(1, 0, 10));
    assertThat(rules(judge(trade(2, millis, 10)))).isEqualTo(gap ? List.of(GAP) : List.of());
  }

  @Test
  void aNightIsNoGapAndItsEdgesAre() {
    long close = CLOSE.toEpochMilli() - OPEN.toEpochMilli();
    long nextOpen = 86_400_000;
    judge(trade(1, close - 200_000, 10));
    assertThat(rules(judge(trade(2, nextOpen + 100_000, 10)))).isEmpty();
    judge(trade(3, nextOpen + close - 200_000, 10), "tick_gap", "P1D");
    assertThat(rules(judge(trade(4, 2 * nextOpen + 100_001, 10)))).containsExactly(GAP);
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "23400000, true", "23400001, false"})
  void aTradeBelongsToASessionUpToTheClosingAuction(long millis, boolean session) {
    assertThat(rules(judge(trade(1, millis, 10))))
        .isEqualTo(session ? List.of() : List.of(NOT_A_SESSION));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "NaN", "Infinity"})
  void aPriceIsAFiniteNumberAboveZero(double price) {
    assertThat(rules(judge(trade(1, 0, price)))).containsExactly(NON_POSITIVE_PRICE);
    assertThat(rules(judge(quote(0, price, 10)))).containsExactly(NON_POSITIVE_PRICE);
    assertThat(rules(judge(quote(0, 9, price)))).containsExactly(NON_POSITIVE_PRICE);
    assertThat(rules(judge(trade(1, 0, 10)))).as("the id was not taken").isEmpty();
  }
}
