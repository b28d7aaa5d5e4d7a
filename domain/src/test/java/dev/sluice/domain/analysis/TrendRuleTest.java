package dev.sluice.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TrendRuleTest {
  private static final double NAN = Double.NaN;
  private static final TrendRule RULE = new TrendRule("trend", Duration.ofSeconds(60));

  private static IndicatedBar bar(
      Timeframe timeframe, boolean history, double ema12, double ema26, double sma50, double atr) {
    Instant close = Instant.parse("2024-01-08T21:00:00Z");
    return new IndicatedBar(
        new Bar(
            "SPY",
            timeframe,
            close.minusSeconds(23_400),
            close,
            LocalDate.of(2024, 1, 8),
            99,
            101,
            98,
            100,
            1000,
            10,
            NAN,
            0,
            1,
            0,
            "test",
            true,
            history,
            null,
            null,
            true),
        new IndicatorSnapshot(
            NAN, NAN, sma50, NAN, ema12, ema26, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
            atr, 25, NAN, NAN, NAN, NAN));
  }

  private static Signal decide(double ema12, double ema26, double sma50, double atr) {
    return RULE.decide(bar(Timeframe.SESSION, false, ema12, ema26, sma50, atr)).orElseThrow();
  }

  @Test
  void buysWithTheTrendAndProtectsIt() {
    Signal signal = decide(102, 101, 99, 1.5);
    assertThat(signal.type()).isEqualTo(SignalType.BUY);
    assertThat(signal.confidence()).isEqualTo(0.75);
    assertThat(signal.entry()).isEqualByComparingTo("100");
    assertThat(signal.stop()).isEqualByComparingTo("97");
    assertThat(signal.target()).isEqualByComparingTo("104.5");
    assertThat(signal.eventTime()).isEqualTo(Instant.parse("2024-01-08T21:01:00Z"));
    assertThat(signal.simulated()).isTrue();
  }

  @Test
  void aStopThatWouldNotBeAPriceIsLeftOut() {
    assertThat(decide(102, 101, 99, 60).stop()).isNull();
  }

  @Test
  void sellsAgainstTheTrendAndHoldsBetween() {
    assertThat(decide(100, 101, 99, 1.5).type()).isEqualTo(SignalType.SELL);
    assertThat(decide(102, 101, 100, 1.5).type()).isEqualTo(SignalType.HOLD);
    assertThat(decide(102, 101, NAN, 1.5).type()).as("not warm").isEqualTo(SignalType.HOLD);
    assertThat(decide(102, 101, 99, NAN).entry()).as("nothing to decide at").isNull();
  }

  @Test
  void onlyClosedDailyBarsThatAreNotHistoryDecide() {
    assertThat(RULE.decide(bar(Timeframe.SESSION, true, 102, 101, 99, 1.5))).isEmpty();
    assertThat(RULE.decide(bar(Timeframe.WEEK, false, 102, 101, 99, 1.5))).isEmpty();
  }
}
