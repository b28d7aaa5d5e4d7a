package dev.sluice.bench.rows;

/** The same indicators from the bars of their window alone, as one writes them at first. */
final class Recomputed {
  private Recomputed() {}

  /**
   * The sum of all of them at a bar: what {@link KeptIndicators#update} sums.
   *
   * @param closes a ring of closes; highs and lows lie above and below as in {@link KeptIndicators}
   * @param mask length of the ring less 1
   * @param bar the last bar of the window
   * @param window number of bars
   */
  static double all(double[] closes, int mask, long bar, int window) {
    double sma = mean(closes, mask, bar, window);
    double middle = mean(closes, mask, bar, window);
    double deviation = deviation(closes, mask, bar, window, middle);
    double slowK = slowK(closes, mask, bar, window);
    double slowD =
        (slowK + slowK(closes, mask, bar - 1, window) + slowK(closes, mask, bar - 2, window)) / 3;
    double williams = fastK(closes, mask, bar, window) - 100;
    double volatility = volatility(closes, mask, bar, window);
    double change = 100 * (closes[(int) (bar & mask)] / closes[(int) ((bar - window) & mask)] - 1);
    return sma
        + (middle + 2 * deviation)
        + (middle - 2 * deviation)
        + slowK
        + slowD
        + williams
        + volatility
        + change;
  }

  private static double slowK(double[] closes, int mask, long bar, int window) {
    return (fastK(closes, mask, bar, window)
            + fastK(closes, mask, bar - 1, window)
            + fastK(closes, mask, bar - 2, window))
        / 3;
  }

  private static double fastK(double[] closes, int mask, long bar, int window) {
    double highest = highest(closes, mask, bar, window) + KeptIndicators.HALF_RANGE;
    double lowest = lowest(closes, mask, bar, window) - KeptIndicators.HALF_RANGE;
    return 100 * (closes[(int) (bar & mask)] - lowest) / (highest - lowest);
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
