package dev.sluice.jobs.config;

import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.strategy.Strategies;
import dev.sluice.operators.strategy.StrategyConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code sluice.strategies}. */
final class ConfiguredStrategies {
  private static final String STRATEGY = "strategy";
  private static final String NAME = "name";
  private static final String TIMEFRAME = "timeframe";

  private ConfiguredStrategies() {}

  /**
   * The strategies of the option.
   *
   * @param analysts name of the strategy that the analysts' signals belong to, which no other has
   * @param timeframes those whose bars have indicators
   * @throws IllegalArgumentException naming what is wrong
   */
  static List<StrategyConfig> of(
      List<Map<String, String>> entries, String analysts, Set<Timeframe> timeframes) {
    List<StrategyConfig> strategies = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(analysts));
    for (Map<String, String> entry : entries) {
      StrategyConfig strategy = strategy(entry);
      if (!names.add(strategy.name())) {
        throw new IllegalArgumentException(
            "name was '" + strategy.name() + "' again, expected one that no other strategy has");
      }
      if (!timeframes.contains(strategy.timeframe())) {
        throw new IllegalArgumentException(
            "timeframe of %s was %s, expected one of %s (%s)"
                .formatted(
                    strategy.name(),
                    strategy.timeframe().code(),
                    timeframes.stream().map(Timeframe::code).toList(),
                    SluiceOptions.INDICATOR_TIMEFRAMES.key()));
      }
      strategies.add(strategy);
    }
    return List.copyOf(strategies);
  }

  private static StrategyConfig strategy(Map<String, String> entry) {
    Map<String, String> params = new TreeMap<>(entry);
    String strategy = params.remove(STRATEGY);
    String name = params.remove(NAME);
    String timeframe = params.remove(TIMEFRAME);
    if (strategy == null || strategy.isBlank()) {
      throw new IllegalArgumentException(
          "strategy was '" + strategy + "' in " + entry + ", expected a name in each entry");
    }
    return new StrategyConfig(
        name == null ? strategy : name,
        Strategies.of(strategy, params),
        timeframe == null ? Timeframe.SESSION : Timeframe.of(timeframe));
  }
}
