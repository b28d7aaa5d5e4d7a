package dev.sluice.domain.strategy;

import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;

/**
 * What a strategy is shown at the close of a bar. Prices of earlier bars are on the newest bar's
 * scale: adjusted for every split since, never for dividends.
 */
public interface StrategyView {
  /** The bar that has closed, as traded. */
  Bar bar();

  /** Its indicators; NaN before their warm-up. */
  IndicatorSnapshot indicators();

  /**
   * The indicators of the bar before, on the scale of that bar's own prices; null at the first bar.
   */
  IndicatorSnapshot before();

  /** How many bars there are to look at, at most the strategy's {@link Strategy#lookback()}. */
  int count();

  /**
   * The opening price of an earlier bar.
   *
   * @param ago 0 for the newest bar, below {@link #count()}
   * @throws IndexOutOfBoundsException where there is no such bar
   */
  double open(int ago);

  /** The highest price; see {@link #open}. */
  double high(int ago);

  /** The lowest price; see {@link #open}. */
  double low(int ago);

  /** The closing price; see {@link #open}. */
  double close(int ago);

  /** The volume in shares of the newest bar's scale; see {@link #open}. */
  double volume(int ago);

  /**
   * The plain mean of closes, summed from the oldest to the newest.
   *
   * @param length how many bars
   * @param ago 0 for those that end with the newest bar
   * @return NaN where there are not so many bars
   */
  default double meanClose(int length, int ago) {
    if (ago + length > count()) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = ago + length - 1; i >= ago; i--) {
      sum += close(i);
    }
    return sum / length;
  }

  /**
   * Compares two averages of prices. Prices are decimals and doubles are not: averages that are
   * equal in the file's own figures come out a few parts in 10^16 apart, one way or the other by
   * the order of summation. What is within a part in 10^12 is therefore equal; averages of figures
   * of a cent that do differ are much further apart.
   *
   * @return -1, 0 or 1 as the first is below, equal to or above the second; 0 where one is NaN
   */
  static int compare(double first, double second) {
    double difference = first - second;
    return Math.abs(difference) > 1e-12 * Math.abs(second) ? (int) Math.signum(difference) : 0;
  }
}
