package dev.sluice.bench.rows;

/** The same indicators from the bars of their window alone, as one writes them at first. */
final class Recomputed {
  private static final double HALF_RANGE = 0.05;

  private Recomputed() {}

  /**
   * The sum of all of them at a bar.
   *
   * @param closes a ring of closes; highs and lows lie 0.05 above and below
   * @param mask length of the ring less 1
   * @param bar the last bar of the window
   * @param window number of bars
   */
  static double all(double[] closes, int mask, long bar, int window) {
    double mean = mean(closes, mask, bar, window);
    double deviation = deviation(closes, mask, bar, window, mean);
    double close = closes[(int) (bar & mask)];
    double highest = highest(closes, mask, bar, window) + HALF_RANGE;
    double lowest = lowest(closes, mask, bar, window) - HALF_RANGE;
    double k = 100 * (close - lowest) / (highest - lowest);
    double williams = -100 * (highest - close) / (highest - lowest);
    double change = 100 * (close / closes[(int) ((bar - window) & mask)] - 1);
    double volatility = volatility(closes, mask, bar, window);
    return mean + 2 * mean + k + williams + change + volatility + 2 * deviation;
  }

  private static double mean(double[] closes, int mask, long bar, int window) {
    double sum = 0;
    for (long i = bar - window + 1; i <= bar; i++) {
      sum += closes[(int) (i & mask)];
    }
    return sum / window;
  }

  private static double deviation(double[] closes, int mask, long bar, int window, double mean) {
    double squares = 0;
    for (long i = bar - window + 1; i <= bar; i++) {
      double difference = closes[(int) (i & mask)] - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / window);
  }

  private static double highest(double[] closes, int mask, long bar, int window) {
    double highest = Double.NEGATIVE_INFINITY;
    for (long i = bar - window + 1; i <= bar; i++) {
      highest = Math.max(highest, closes[(int) (i & mask)]);
    }
    return highest;
  }

  private static double lowest(double[] closes, int mask, long bar, int window) {
    double lowest = Double.POSITIVE_INFINITY;
    for (long i = bar - window + 1; i <= bar; i++) {
      lowest = Math.min(lowest, closes[(int) (i & mask)]);
    }
    return lowest;
  }

  /** Of logarithmic returns, a year of 252 bars. */
  private static double volatility(double[] closes, int mask, long bar, int window) {
    double sum = 0;
    double squares = 0;
    for (long i = bar - window + 1; i <= bar; i++) {
      double ret = Math.log(closes[(int) (i & mask)] / closes[(int) ((i - 1) & mask)]);
      sum += ret;
      squares += ret * ret;
    }
    double variance = (squares - sum * sum / window) / (window - 1);
    return Math.sqrt(Math.max(0, variance) * 252);
  }
}
