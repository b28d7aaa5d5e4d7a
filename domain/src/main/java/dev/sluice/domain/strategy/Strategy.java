package dev.sluice.domain.strategy;

import java.io.Serializable;

/**
 * A rule that looks at the closed bars of one symbol and says what it wants. It is a pure function
 * of what it is shown, so it has no state to lose, and a backtest, the live desk and a replay
 * decide alike.
 *
 * <p>A strategy of one's own is one class with a public constructor that takes {@link
 * StrategyParams}; its name in configuration is that of the class ({@link Strategies#of}).
 */
public interface Strategy extends Serializable {
  /** How many bars, the newest included, a decision looks at; at least 1. */
  int lookback();

  /**
   * Decides at the close of a bar.
   *
   * @param view the bar, those before it and their indicators; valid during the call only
   * @return {@link Intent#HOLD} where nothing is wanted; never null
   */
  Intent decide(StrategyView view);
}
