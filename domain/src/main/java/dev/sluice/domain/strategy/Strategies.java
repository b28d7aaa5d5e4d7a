package dev.sluice.domain.strategy;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Strategies by name. */
public final class Strategies {
  private static final Map<String, Function<StrategyParams, Strategy>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "sma-cross", MovingAverageCross::new,
              "rsi-reversion", RsiReversion::new,
              "macd-trend", MacdTrend::new,
              "bollinger-breakout", BollingerBreakout::new));

  private Strategies() {}

  /** The names of those that come with Sluice. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A strategy.
   *
   * @param name one of {@link #names()}, or the full name of a class
   * @param values its parameters; those that are not given have the strategy's own defaults
   * @throws IllegalArgumentException where there is no such strategy, or a parameter is unknown or
   *     not as expected
   */
  public static Strategy of(String name, Map<String, String> values) {
    StrategyParams params = new StrategyParams(name, values);
    Function<StrategyParams, Strategy> known = BY_NAME.get(name);
    Strategy strategy = known != null ? known.apply(params) : ofClass(name, params);
    params.requireNoOthers();
    if (strategy.lookback() < 1) {
      throw new IllegalArgumentException(
          "lookback of " + name + " is " + strategy.lookback() + ", expected at least 1");
    }
    return strategy;
  }

  private static Strategy ofClass(String name, StrategyParams params) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return Class.forName(name, true, loader)
          .asSubclass(Strategy.class)
          .getConstructor(StrategyParams.class)
          .newInstance(params);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException wrong) {
        throw wrong;
      }
      throw new IllegalArgumentException("strategy '" + name + "' cannot be made", e.getCause());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          "strategy is '"
              + name
              + "', expected one of "
              + String.join(", ", names())
              + " or a class that is a Strategy with a public constructor of StrategyParams",
          e);
    }
  }
}
