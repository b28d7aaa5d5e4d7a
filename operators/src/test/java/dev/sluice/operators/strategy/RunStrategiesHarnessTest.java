package dev.sluice.operators.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.strategy.Intent;
import dev.sluice.domain.strategy.Strategies;
import dev.sluice.domain.strategy.Strategy;
import dev.sluice.domain.strategy.StrategyView;
import dev.sluice.domain.trading.OrderTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RunStrategiesHarnessTest {
  private static final Duration LATENCY = Duration.ofSeconds(60);
  private static final StrategyConfig CROSS =
      new StrategyConfig(
          "cross", Strategies.of("sma-cross", Map.of("fast", "2", "slow", "4")), Timeframe.SESSION);

  private final Map<Timeframe, IndicatorState> indicators =
      Map.of(
          Timeframe.SESSION, new IndicatorState(Timeframe.SESSION, 252),
          Timeframe.WEEK, new IndicatorState(Timeframe.WEEK, 52));

  private IndicatedBar bar(Timeframe timeframe, int day, double close, boolean history) {
    LocalDate date = LocalDate.of(2024, 1, 1).plusDays(day);
    Instant start = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    Bar bar =
        new Bar(
            "SPY",
            timeframe,
            start,
            start.plusSeconds(3600),
            date,
            close,
            close + 1,
            close - 1,
            close,
            100,
            0,
            Double.NaN,
            0,
            1,
            0,
            "test",
            true,
            history,
            null,
            null,
            true);
    return new IndicatedBar(bar, indicators.get(timeframe).update(bar));
  }

  private List<IndicatedBar> days(double... closes) {
    List<IndicatedBar> days = new ArrayList<>();
    for (int i = 0; i < closes.length; i++) {
      days.add(bar(Timeframe.SESSION, i, closes[i], false));
    }
    return days;
  }

  @Test
  void aSignalHoldsFromTheBarsEndAndTheLatencyOnAndSaysWhy() throws Exception {
    try (var harness = open(null, CROSS)) {
      for (IndicatedBar day : days(10, 10, 10, 10, 14, 14, 14, 5)) {
        harness.processElement(day, 0);
      }
      List<Signal> signals = harness.extractOutputValues();
      assertThat(signals).extracting(Signal::type).containsExactly(SignalType.BUY, SignalType.EXIT);
      Signal buy = signals.get(0);
      assertThat(buy.eventTime()).isEqualTo(Instant.parse("2024-01-05T01:01:00Z"));
      assertThat(buy.strategy()).isEqualTo("cross");
      assertThat(buy.entry()).isEqualByComparingTo("14");
      assertThat(buy.confidence()).isEqualTo(1);
      assertThat(buy.simulated()).isTrue();
      assertThat(buy.metadata())
          .containsEntry("reason", "mean of 2 closes 12.0000 above that of 4, 11.0000");
      assertThat(signals).extracting(Signal::id).doesNotHaveDuplicates();
    }
  }

  /** Buys at a limit under the close of a fall, and trails once the price has risen. */
  private static final class LimitThenTrail implements Strategy {
    private static final long serialVersionUID = 1L;

    @Override
    public int lookback() {
      return 2;
    }

    @Override
    public Intent decide(StrategyView view) {
      if (view.count() < 2) {
        return Intent.HOLD;
      }
      double close = view.close(0);
      return close < view.close(1)
          ? Intent.buy("a fall").with(OrderTerms.limit(OrderTerms.price(close - 5)))
          : Intent.exit("a rise")
              .with(OrderTerms.trailingPercent(new BigDecimal("3")).goodTillCancelled());
    }
  }

  @Test
  void theTermsOfAnIntentAreThoseOfItsSignalAndWrongOnesAreADeadLetter() throws Exception {
    StrategyConfig config = new StrategyConfig("lt", new LimitThenTrail(), Timeframe.SESSION);
    try (var harness = open(null, config)) {
      for (IndicatedBar day : days(10, 9, 11, 4.5)) {
        harness.processElement(day, 0);
      }
      assertThat(harness.extractOutputValues())
          .extracting(Signal::terms)
          .containsExactly(
              OrderTerms.limit(new BigDecimal("4")),
              OrderTerms.trailingPercent(new BigDecimal("3")).goodTillCancelled());
      assertThat(harness.getSideOutput(RunStrategies.DEAD_LETTERS))
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.getValue().reason())
                      .contains("limitPrice is -0.5000, expected above 0 for LIMIT"));
    }
  }

  @Test
  void aRestoreAnywhereDecidesTheSame() throws Exception {
    List<IndicatedBar> days = days(10, 10, 10, 10, 14, 14, 14, 5, 5, 5, 9, 11);
    List<Signal> through = new ArrayList<>();
    try (var harness = open(null, CROSS)) {
      for (IndicatedBar day : days) {
        harness.processElement(day, 0);
      }
      through.addAll(harness.extractOutputValues());
    }
    assertThat(through).hasSize(3);
    for (int cut = 1; cut < days.size(); cut++) {
      List<Signal> both = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (var harness = open(null, CROSS)) {
        for (IndicatedBar day : days.subList(0, cut)) {
          harness.processElement(day, 0);
        }
        both.addAll(harness.extractOutputValues());
        snapshot = harness.snapshot(1, 1);
      }
      try (var harness = open(snapshot, CROSS)) {
        for (IndicatedBar day : days.subList(cut, days.size())) {
          harness.processElement(day, 0);
        }
        both.addAll(harness.extractOutputValues());
      }
      assertThat(both).as("restored after %d", cut).isEqualTo(through);
    }
  }

  @Test
  void historyWarmsAndDecidesNothingAndOtherTimeframesAreNotLookedAt() throws Exception {
    try (var harness = open(null, CROSS)) {
      double[] closes = {10, 10, 10, 10, 14, 5};
      for (int i = 0; i < closes.length; i++) {
        harness.processElement(bar(Timeframe.SESSION, i, closes[i], true), 0);
        harness.processElement(bar(Timeframe.WEEK, i, 100 - 10 * i, false), 0);
      }
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement(bar(Timeframe.SESSION, 6, 30, false), 0);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .extracting(Signal::type)
          .isEqualTo(SignalType.BUY);
    }
  }

  /** Fails on every bar. */
  private static final class Broken implements Strategy {
    private static final long serialVersionUID = 1L;

    @Override
    public int lookback() {
      return 1;
    }

    @Override
    public Intent decide(StrategyView view) {
      throw new IllegalStateException("close " + view.close(7));
    }
  }

  @Test
  void aStrategyThatFailsWantsNothingAndStopsNoOther() throws Exception {
    StrategyConfig broken = new StrategyConfig("broken", new Broken(), Timeframe.SESSION);
    try (var harness = open(null, broken, CROSS)) {
      for (IndicatedBar day : days(10, 10, 10, 10, 14)) {
        harness.processElement(day, 0);
      }
      assertThat(harness.extractOutputValues())
          .singleElement()
          .extracting(Signal::strategy)
          .isEqualTo("cross");
      assertThat(harness.getSideOutput(RunStrategies.DEAD_LETTERS))
          .hasSize(5)
          .extracting(record -> record.getValue().reason())
          .first()
          .asString()
          .startsWith(
              "STRATEGY_FAILED: broken failed on the bar that ended at 2024-01-01T01:00:00Z");
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, IndicatedBar, Signal> open(
      OperatorSubtaskState snapshot, StrategyConfig... strategies) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new RunStrategies(List.of(strategies), LATENCY)),
            bar -> bar.bar().symbol(),
            Types.STRING);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }
}
