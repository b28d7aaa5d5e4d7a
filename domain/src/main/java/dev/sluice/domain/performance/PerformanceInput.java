package dev.sluice.domain.performance;

import java.util.List;

/**
 * What performance is measured of. What is not known is null, and the figures that need it are
 * undefined.
 *
 * @param series equity or returns, a value a day
 * @param trades those that were closed; null where they are not known, empty where there were none
 * @param exposures gross exposure ÷ equity (0.5 where half of the equity is in the market) of days
 *     1 to n, each finite and not below 0
 * @param tradedNotional sum of price × quantity of all fills, buys and sells, in the account's
 *     currency, not below 0
 * @param trials how many strategies were tried
 */
public record PerformanceInput(
    DailySeries series,
    List<ClosedTrade> trades,
    List<Double> exposures,
    Double tradedNotional,
    Trials trials) {
  /**
   * Checks the parts against each other.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public PerformanceInput {
    if (series == null) {
      throw new IllegalArgumentException("series: null, expected equity or returns");
    }
    trades = trades == null ? null : List.copyOf(trades);
    exposures = exposures == null ? null : List.copyOf(exposures);
    if (exposures != null && exposures.size() != series.days()) {
      throw new IllegalArgumentException(
          "exposures: %d of them, expected one for each of %d days"
              .formatted(exposures.size(), series.days()));
    }
    if (exposures != null) {
      exposures.forEach(exposure -> checkAmount("exposure", exposure));
    }
    if (tradedNotional != null) {
      checkAmount("traded notional", tradedNotional);
    }
  }

  /** Of a series alone. */
  public static PerformanceInput of(DailySeries series) {
    return new PerformanceInput(series, null, null, null, null);
  }

  /** With the trades that were closed. */
  public PerformanceInput withTrades(List<ClosedTrade> closed) {
    return new PerformanceInput(series, closed, exposures, tradedNotional, trials);
  }

  /** With gross exposure ÷ equity of each day. */
  public PerformanceInput withExposures(List<Double> daily) {
    return new PerformanceInput(series, trades, daily, tradedNotional, trials);
  }

  /** With the sum of price × quantity of all fills. */
  public PerformanceInput withTradedNotional(double notional) {
    return new PerformanceInput(series, trades, exposures, notional, trials);
  }

  /** With what was tried before. */
  public PerformanceInput withTrials(Trials tried) {
    return new PerformanceInput(series, trades, exposures, tradedNotional, tried);
  }

  private static void checkAmount(String field, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          field + ": " + value + ", expected a finite number of at least 0");
    }
  }
}
