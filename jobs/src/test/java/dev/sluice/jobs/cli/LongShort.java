package dev.sluice.jobs.cli;

import dev.sluice.domain.strategy.Intent;
import dev.sluice.domain.strategy.Strategy;
import dev.sluice.domain.strategy.StrategyParams;
import dev.sluice.domain.strategy.StrategyView;

/**
 * Long above the mean of the last closes, short below: somebody's own class, for cases that need
 * short sales. The strategies that come with Sluice are long only.
 */
public final class LongShort implements Strategy {
  private static final long serialVersionUID = 1L;

  private final int length;

  /** Takes {@code length}. */
  public LongShort(StrategyParams params) {
    length = params.integer("length", 20, 2, 1000);
  }

  @Override
  public int lookback() {
    return length + 1;
  }

  @Override
  public Intent decide(StrategyView view) {
    int now = StrategyView.compare(view.close(0), view.meanClose(length, 0));
    int before =
        view.count() <= length ? 0 : StrategyView.compare(view.close(1), view.meanClose(length, 1));
    if (now > 0 && before <= 0) {
      return Intent.buy("above the mean");
    }
    return now < 0 && before >= 0 ? Intent.sell("below the mean") : Intent.HOLD;
  }
}
