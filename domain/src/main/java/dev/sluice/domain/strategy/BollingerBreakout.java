package dev.sluice.domain.strategy;

import dev.sluice.domain.indicator.IndicatorSnapshot;

/**
 * Buys a breakout (Bollinger, Bollinger on Bollinger Bands, 2001, method I): wants to buy where the
 * close has risen above the upper band, 20 bars and 2 deviations, and to be out where it has fallen
 * below the middle. No parameters.
 */
public final class BollingerBreakout implements Strategy {
  private static final long serialVersionUID = 1L;

  /** Takes no parameter. */
  public BollingerBreakout(StrategyParams params) {
    params.requireNoOthers();
  }

  @Override
  public int lookback() {
    return 2;
  }

  @Override
  public Intent decide(StrategyView view) {
    if (view.count() < 2) {
      return Intent.HOLD;
    }
    // Bands are of their own bar's scale, closes of the newest's.
    double scale = view.bar().splitFactor();
    IndicatorSnapshot now = view.indicators();
    IndicatorSnapshot before = view.before();
    double close = view.close(0);
    double last = view.close(1) * scale;
    if (close > now.bollingerUpper() && last <= before.bollingerUpper()) {
      return Intent.buy(
          "close %.4f above the upper band %.4f".formatted(close, now.bollingerUpper()));
    }
    if (close < now.bollingerMiddle() && last >= before.bollingerMiddle()) {
      return Intent.exit(
          "close %.4f below the middle %.4f".formatted(close, now.bollingerMiddle()));
    }
    return Intent.HOLD;
  }
}
