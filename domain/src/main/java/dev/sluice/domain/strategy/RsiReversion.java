package dev.sluice.domain.strategy;

/**
 * Buys weakness and sells the recovery (Wilder, New Concepts in Technical Trading Systems, 1978):
 * wants to buy where RSI 14 has fallen to or below {@code oversold} and to be out where it has
 * risen to or above {@code overbought}.
 *
 * <p>Parameters: {@code oversold} (30) and {@code overbought} (70).
 */
public final class RsiReversion implements Strategy {
  private static final long serialVersionUID = 1L;

  private final double oversold;
  private final double overbought;

  /** Reads {@code oversold} and {@code overbought}. */
  public RsiReversion(StrategyParams params) {
    oversold = params.number("oversold", 30, 0, 100);
    overbought = params.number("overbought", 70, 0, 100);
    if (oversold >= overbought) {
      throw new IllegalArgumentException(
          "parameter oversold of rsi-reversion is '"
              + oversold
              + "', expected less than overbought, "
              + overbought);
    }
  }

  @Override
  public int lookback() {
    return 1;
  }

  @Override
  public Intent decide(StrategyView view) {
    double now = view.indicators().rsi14();
    double before = view.before() == null ? Double.NaN : view.before().rsi14();
    if (now <= oversold && before > oversold) {
      return Intent.buy("RSI %.2f fell to %s or below".formatted(now, oversold));
    }
    if (now >= overbought && before < overbought) {
      return Intent.exit("RSI %.2f rose to %s or above".formatted(now, overbought));
    }
    return Intent.HOLD;
  }
}
