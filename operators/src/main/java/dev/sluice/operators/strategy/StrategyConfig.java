package dev.sluice.operators.strategy;

import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.strategy.Strategy;
import java.io.Serializable;
import java.util.Objects;

/**
 * A strategy that runs.
 *
 * @param name what its signals say; accounts follow it by this
 * @param strategy decides
 * @param timeframe of the bars at whose close it decides
 */
public record StrategyConfig(String name, Strategy strategy, Timeframe timeframe)
    implements Serializable {
  /** Checks that nothing is missing. */
  public StrategyConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(timeframe, "timeframe");
  }
}
