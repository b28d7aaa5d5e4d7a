package dev.sluice.domain.analysis;

import dev.sluice.domain.Ids;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A plain rule in an analyst's place: with the trend and out of it. Pure.
 *
 * <p>On a closed daily bar: BUY while EMA 12 is above EMA 26 and the close above SMA 50, SELL while
 * EMA 12 is below EMA 26, else HOLD; HOLD too before every figure is warm. Confidence is 0.5 + ADX
 * 14 ÷ 100, at most 1. A BUY has its stop two ATR 14 below the close, where that is above 0, and
 * its target three above; a SELL closes and has neither. Prices are rounded half up to 0.0001.
 *
 * @param strategy name that its signals carry
 * @param decisionLatency from the session's close to when a signal takes effect
 */
public record TrendRule(String strategy, Duration decisionLatency) {
  private static final double STOP_ATRS = 2;
  private static final double TARGET_ATRS = 3;

  /** Checks that both are there. */
  public TrendRule {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(decisionLatency, "decisionLatency");
  }

  /** The signal of a bar; empty for one that is not a daily bar or only warms indicators. */
  public Optional<Signal> decide(IndicatedBar indicated) {
    Bar bar = indicated.bar();
    if (bar.timeframe() != Timeframe.SESSION || bar.history()) {
      return Optional.empty();
    }
    IndicatorSnapshot figures = indicated.indicators();
    SignalType type = type(bar.close(), figures);
    boolean buy = type == SignalType.BUY;
    double stop = bar.close() - STOP_ATRS * figures.atr14();
    String executionId = Ids.of("execution", strategy, bar.sessionDate());
    return Optional.of(
        new Signal(
            Ids.of("signal", executionId, bar.symbol()),
            executionId,
            strategy,
            bar.symbol(),
            type,
            type == SignalType.HOLD ? 0 : confidence(figures.adx14()),
            type == SignalType.HOLD ? null : price(bar.close()),
            buy && stop > 0 ? price(stop) : null,
            buy ? price(bar.close() + TARGET_ATRS * figures.atr14()) : null,
            bar.end().plus(decisionLatency),
            null,
            null,
            null,
            Map.of(),
            bar.simulated()));
  }

  private static SignalType type(double close, IndicatorSnapshot f) {
    boolean warm =
        Double.isFinite(f.ema12() + f.ema26() + f.sma50() + f.atr14() + f.adx14()) && f.atr14() > 0;
    if (!warm || f.ema12() == f.ema26()) {
      return SignalType.HOLD;
    }
    if (f.ema12() < f.ema26()) {
      return SignalType.SELL;
    }
    return close > f.sma50() ? SignalType.BUY : SignalType.HOLD;
  }

  private static double confidence(double adx) {
    return BigDecimal.valueOf(Math.min(1, 0.5 + adx / 100))
        .setScale(2, RoundingMode.HALF_UP)
        .doubleValue();
  }

  private static BigDecimal price(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP);
  }
}
