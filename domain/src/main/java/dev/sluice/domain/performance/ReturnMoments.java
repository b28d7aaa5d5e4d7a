package dev.sluice.domain.performance;

import org.apache.commons.numbers.core.Sum;

/**
 * What the risk-adjusted ratios need to know of daily simple returns r.
 *
 * @param days number of returns n
 * @param mean of the returns; 0 where there are none
 * @param squares sum of (r - mean)^2
 * @param cubes sum of (r - mean)^3
 * @param fourths sum of (r - mean)^4
 * @param downsideSquares sum of min(r, 0)^2
 */
record ReturnMoments(
    int days, double mean, double squares, double cubes, double fourths, double downsideSquares) {
  /**
   * A return is the quotient of two doubles and known to no more than a few units in the last place
   * of 1 + r. A deviation below that is rounding, not risk, and would make a ratio of 1e16.
   */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  /** Of all returns, in two passes: first the mean, then the deviations from it. */
  static ReturnMoments of(double[] returns) {
    int n = returns.length;
    if (n == 0) {
      return new ReturnMoments(0, 0, 0, 0, 0, 0);
    }
    double mean = Sum.of(returns).getAsDouble() / n;
    Sum squares = Sum.create();
    Sum cubes = Sum.create();
    Sum fourths = Sum.create();
    Sum downside = Sum.create();
    for (double r : returns) {
      double deviation = r - mean;
      double square = deviation * deviation;
      squares.add(square);
      cubes.add(square * deviation);
      fourths.add(square * square);
      double loss = Math.min(r, 0);
      downside.add(loss * loss);
    }
    return new ReturnMoments(
        n,
        mean,
        squares.getAsDouble(),
        cubes.getAsDouble(),
        fourths.getAsDouble(),
        downside.getAsDouble());
  }

  /** Standard deviation with n - 1, for at least two returns; 0 where they differ by rounding. */
  double deviation() {
    double deviation = Math.sqrt(squares / (days - 1));
    return deviation <= ROUNDING * (1 + Math.abs(mean)) ? 0 : deviation;
  }

  /** Downside deviation: the root of the sum of min(r, 0)^2 over n. */
  double downsideDeviation() {
    return Math.sqrt(downsideSquares / days);
  }

  /** Skewness: third standardised moment, with population moments. */
  double skewness() {
    double variance = squares / days;
    return cubes / days / (variance * Math.sqrt(variance));
  }

  /** Raw kurtosis: fourth standardised moment, with population moments; 3 for a normal one. */
  double kurtosis() {
    double variance = squares / days;
    return fourths / days / (variance * variance);
  }
}
