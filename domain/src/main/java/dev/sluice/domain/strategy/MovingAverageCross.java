package dev.sluice.domain.strategy;

/**
 * Long while a fast simple moving average of closes is above a slow one (Brock, Lakonishok and
 * LeBaron, Simple Technical Trading Rules, 1992, without a band): wants to buy where the fast one
 * is above the slow one and was not above it a bar before, and to be out where it is below and was
 * not below. Nothing before both averages exist at the bar and at the one before.
 *
 * <p>Parameters: {@code fast} (20) and {@code slow} (50), in bars.
 */
public final class MovingAverageCross implements Strategy {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 2000;

  private final int fast;
  private final int slow;

  /** Reads {@code fast} and {@code slow}. */
  public MovingAverageCross(StrategyParams params) {
    fast = params.integer("fast", 20, 1, LONGEST);
    slow = params.integer("slow", 50, 1, LONGEST);
    if (fast >= slow) {
      throw new IllegalArgumentException(
          "parameter fast of sma-cross is '" + fast + "', expected less than slow, " + slow);
    }
  }

  @Override
  public int lookback() {
    return slow + 1;
  }

  @Override
  public Intent decide(StrategyView view) {
    if (view.count() < lookback()) {
      return Intent.HOLD;
    }
    double quick = view.meanClose(fast, 0);
    double steady = view.meanClose(slow, 0);
    int now = StrategyView.compare(quick, steady);
    int before = StrategyView.compare(view.meanClose(fast, 1), view.meanClose(slow, 1));
    if (now > 0 && before <= 0) {
      return Intent.buy(reason("above", quick, steady));
    }
    if (now < 0 && before >= 0) {
      return Intent.exit(reason("below", quick, steady));
    }
    return Intent.HOLD;
  }

  private String reason(String where, double quick, double steady) {
    return "mean of %d closes %.4f %s that of %d, %.4f".formatted(fast, quick, where, slow, steady);
  }
}
