package dev.sluice.domain.performance;

import org.apache.commons.numbers.core.DD;

/**
 * A sum with about 32 digits, as two doubles that can be stored.
 *
 * @param high the sum, rounded to a double
 * @param low what the rounding left out
 */
public record ExtendedSum(double high, double low) {
  /** Nothing yet. */
  static final ExtendedSum ZERO = new ExtendedSum(0, 0);

  ExtendedSum plus(DD term) {
    DD sum = toDD().add(term);
    return new ExtendedSum(sum.hi(), sum.lo());
  }

  DD toDD() {
    return DD.ofSum(high, low);
  }
}
