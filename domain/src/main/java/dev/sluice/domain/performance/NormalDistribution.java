package dev.sluice.domain.performance;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** The standard normal distribution, by the error functions of Apache Commons Numbers. */
final class NormalDistribution {
  private static final double ROOT_2 = Math.sqrt(2);

  private NormalDistribution() {}

  /** The probability of a value up to z. */
  static double cumulative(double z) {
    return 0.5 * Erfc.value(-z / ROOT_2);
  }

  /**
   * The z that is exceeded with this probability, from 0 to 1, both excluded. Of the upper tail, so
   * that a small probability is not lost in 1 - q.
   */
  static double exceededWith(double probability) {
    return ROOT_2 * InverseErfc.value(2 * probability);
  }
}
