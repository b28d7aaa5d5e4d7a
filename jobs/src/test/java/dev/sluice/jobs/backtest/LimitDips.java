package dev.sluice.jobs.backtest;

import dev.sluice.domain.strategy.Intent;
import dev.sluice.domain.strategy.Strategy;
import dev.sluice.domain.strategy.StrategyParams;
import dev.sluice.domain.strategy.StrategyView;
import dev.sluice.domain.trading.OrderTerms;
import java.math.BigDecimal;

/** The example of docs/backtest.md: buys below a fallen close, and trails once it rises. */
public final class LimitDips implements Strategy {
  private static final long serialVersionUID = 1L;

  private final double below;
  private final BigDecimal trail;

  public LimitDips(StrategyParams params) {
    below = params.number("below", 0.01, 0.001, 0.5);
    trail = BigDecimal.valueOf(params.number("trail", 3, 0.1, 50));
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
    double close = view.close(0);
    double change = close / view.close(1) - 1;
    if (change < 0) {
      return Intent.buy("a fall").with(OrderTerms.limit(OrderTerms.price(close * (1 - below))));
    }
    return change > 0.01
        ? Intent.exit("a rise").with(OrderTerms.trailingPercent(trail).goodTillCancelled())
        : Intent.HOLD;
  }
}
