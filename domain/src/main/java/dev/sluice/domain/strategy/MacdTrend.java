package dev.sluice.domain.strategy;

/**
 * Follows the trend that MACD 12/26/9 shows (Appel, Technical Analysis: Power Tools for Active
 * Investors, 2005): wants to buy where the MACD line crosses above its signal line and to be out
 * where it crosses below. No parameters.
 */
public final class MacdTrend implements Strategy {
  private static final long serialVersionUID = 1L;

  /** Takes no parameter. */
  public MacdTrend(StrategyParams params) {
    params.requireNoOthers();
  }

  @Override
  public int lookback() {
    return 1;
  }

  @Override
  public Intent decide(StrategyView view) {
    if (view.before() == null) {
      return Intent.HOLD;
    }
    // Signs alone are compared, so it does not matter that a split has changed the scale.
    double now = view.indicators().macdHistogram();
    double before = view.before().macdHistogram();
    if (now > 0 && before <= 0) {
      return Intent.buy("MACD crossed above its signal, histogram %.4f".formatted(now));
    }
    if (now < 0 && before >= 0) {
      return Intent.exit("MACD crossed below its signal, histogram %.4f".formatted(now));
    }
    return Intent.HOLD;
  }
}
