package dev.sluice.domain.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorState;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Strategies against plain loops over whole arrays, which share nothing with them. */
class StrategiesTest {
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  /** A walk that turns often. */
  private static double[] closes(int length, long seed) {
    Random random = new Random(seed);
    double[] closes = new double[length];
    double price = 100;
    for (int i = 0; i < length; i++) {
      price *= Math.exp(0.02 * random.nextGaussian() + 0.01 * Math.sin(i / 7.0));
      closes[i] = Math.round(price * 100) / 100.0;
    }
    return closes;
  }

  private static Bar bar(int day, double close, double splitFactor) {
    Instant start = FIRST.plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC);
    return new Bar(
        "SPY",
        Timeframe.SESSION,
        start,
        start.plusSeconds(3600),
        FIRST.plusDays(day),
        close,
        close + 1,
        close - 1,
        close,
        1000,
        0,
        Double.NaN,
        0,
        splitFactor,
        0,
        "test",
        false,
        false,
        null,
        null,
        true);
  }

  private static List<SignalType> decisions(Strategy strategy, double[] closes) {
    StrategySeries series = new StrategySeries(strategy.lookback());
    IndicatorState indicators = new IndicatorState(Timeframe.SESSION, 252);
    List<SignalType> decided = new ArrayList<>();
    for (int i = 0; i < closes.length; i++) {
      Bar bar = bar(i, closes[i], 1);
      assertThat(series.add(new IndicatedBar(bar, indicators.update(bar)))).isTrue();
      decided.add(strategy.decide(series).type());
    }
    return decided;
  }

  private static double mean(double[] values, int end, int length) {
    double sum = 0;
    for (int i = end - length + 1; i <= end; i++) {
      sum += values[i];
    }
    return sum / length;
  }

  @Test
  void movingAveragesCrossWhereAPlainLoopSaysSo() {
    double[] closes = closes(600, 1);
    List<SignalType> decided =
        decisions(Strategies.of("sma-cross", Map.of("fast", "5", "slow", "20")), closes);
    int wanted = 0;
    for (int i = 0; i < closes.length; i++) {
      SignalType expected = SignalType.HOLD;
      if (i >= 20) {
        boolean above = mean(closes, i, 5) > mean(closes, i, 20);
        boolean below = mean(closes, i, 5) < mean(closes, i, 20);
        boolean wasAbove = mean(closes, i - 1, 5) > mean(closes, i - 1, 20);
        boolean wasBelow = mean(closes, i - 1, 5) < mean(closes, i - 1, 20);
        expected =
            above && !wasAbove
                ? SignalType.BUY
                : below && !wasBelow ? SignalType.EXIT : SignalType.HOLD;
      }
      wanted += expected == SignalType.HOLD ? 0 : 1;
      assertThat(decided.get(i)).as("bar %d", i).isEqualTo(expected);
    }
    assertThat(wanted).isGreaterThan(20);
  }

  @Test
  void theOtherStrategiesDecideOnceForEachCrossing() {
    double[] closes = closes(600, 2);
    for (String name : List.of("rsi-reversion", "macd-trend", "bollinger-breakout")) {
      List<SignalType> decided = decisions(Strategies.of(name, Map.of()), closes);
      assertThat(decided).as(name).contains(SignalType.BUY, SignalType.EXIT);
      long held = decided.stream().filter(type -> type == SignalType.HOLD).count();
      assertThat(held).as(name).isGreaterThan(decided.size() * 3L / 4);
    }
  }

  @Test
  void rsiIsBoughtWhereItFallsToTheThresholdAndSoldWhereItRisesToTheOther() {
    double[] closes = closes(400, 3);
    List<SignalType> decided =
        decisions(
            Strategies.of("rsi-reversion", Map.of("oversold", "40", "overbought", "60")), closes);
    IndicatorState indicators = new IndicatorState(Timeframe.SESSION, 252);
    double before = Double.NaN;
    for (int i = 0; i < closes.length; i++) {
      double now = indicators.update(bar(i, closes[i], 1)).rsi14();
      SignalType expected =
          now <= 40 && before > 40
              ? SignalType.BUY
              : now >= 60 && before < 60 ? SignalType.EXIT : SignalType.HOLD;
      assertThat(decided.get(i)).as("bar %d, RSI %s", i, now).isEqualTo(expected);
      before = now;
    }
  }

  /** A 10:1 split in the raw series is no crossing: decisions are those of the adjusted one. */
  @Test
  void aSplitDecidesNothing() {
    double[] adjusted = closes(300, 4);
    for (String name : Strategies.names()) {
      Strategy strategy = Strategies.of(name, Map.of());
      StrategySeries series = new StrategySeries(strategy.lookback());
      IndicatorState indicators = new IndicatorState(Timeframe.SESSION, 252);
      List<SignalType> decided = new ArrayList<>();
      for (int i = 0; i < adjusted.length; i++) {
        Bar raw = bar(i, i < 150 ? adjusted[i] * 8 : adjusted[i], i == 150 ? 8 : 1);
        series.add(new IndicatedBar(raw, indicators.update(raw)));
        decided.add(strategy.decide(series).type());
      }
      assertThat(decided).as(name).isEqualTo(decisions(strategy, adjusted));
    }
  }

  /** A user's own: one class. */
  public static final class EveryTuesday implements Strategy {
    private static final long serialVersionUID = 1L;

    public EveryTuesday(StrategyParams params) {
      params.requireNoOthers();
    }

    @Override
    public int lookback() {
      return 1;
    }

    @Override
    public Intent decide(StrategyView view) {
      return view.bar().sessionDate().getDayOfWeek().getValue() == 2
          ? Intent.buy("it is Tuesday")
          : Intent.HOLD;
    }
  }

  @Test
  void aClassOfOnesOwnIsFoundByItsName() {
    Strategy own = Strategies.of(EveryTuesday.class.getName(), Map.of());
    assertThat(decisions(own, closes(14, 5))).filteredOn(type -> type == SignalType.BUY).hasSize(2);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> Strategies.of("sma-cross", Map.of("fast", "x")))
        .hasMessage("parameter fast of sma-cross is 'x', expected a whole number from 1 to 2000");
    assertThatThrownBy(() -> Strategies.of("sma-cross", Map.of("fast", "50")))
        .hasMessageContaining("parameter fast of sma-cross is '50', expected less than slow, 50");
    assertThatThrownBy(() -> Strategies.of("sma-cross", Map.of("fst", "5")))
        .hasMessage("parameter fst of sma-cross is '5', expected one of fast, slow");
    assertThatThrownBy(() -> Strategies.of("macd-trend", Map.of("fast", "5")))
        .hasMessage("parameter fast of macd-trend is '5', expected no parameter");
    assertThatThrownBy(() -> Strategies.of("rsi-reversion", Map.of("oversold", "NaN")))
        .hasMessageContaining("oversold")
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> Strategies.of("buy-and-pray", Map.of()))
        .hasMessageContaining("strategy is 'buy-and-pray', expected one of bollinger-breakout");
    assertThatThrownBy(() -> Strategies.of("java.lang.String", Map.of()))
        .hasMessageContaining("strategy is 'java.lang.String'");
  }
}
