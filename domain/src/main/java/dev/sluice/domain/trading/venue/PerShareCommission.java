package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A rate a share, at least a minimum an order, at most a percentage of what the order came to, also
 * where that is below the minimum: min(max(rate × quantity, minimum), max% × notional).
 *
 * <p>Source: the "Fixed" price list of Interactive Brokers for stocks in the United States, 0.005 a
 * share, at least 1.00, at most 1 % of the trade value, whose examples are 100 shares at 25 for
 * 1.00, 1,000 at 25 for 5.00 and 1,000 at 0.25 for 2.50. {@code PerShare} of Zipline is the same
 * without the most.
 *
 * @param rate in currency a share
 * @param minimum in currency an order
 * @param maxPercent of the notional; null for no most
 */
record PerShareCommission(BigDecimal rate, BigDecimal minimum, BigDecimal maxPercent)
    implements Commission {
  PerShareCommission {
    notNegative("commissionPerShare", rate);
    notNegative("minCommission", minimum);
  }

  @Override
  public BigDecimal of(BigDecimal quantity, BigDecimal notional, BigDecimal monthVolume) {
    return atMost(rate.multiply(quantity).max(minimum), notional, maxPercent);
  }

  @Override
  public BigDecimal perShare() {
    return rate;
  }

  @Override
  public BigDecimal ofNotional() {
    return BigDecimal.ZERO;
  }

  static BigDecimal atMost(BigDecimal commission, BigDecimal notional, BigDecimal maxPercent) {
    return maxPercent == null
        ? commission
        : commission.min(notional.multiply(maxPercent).movePointLeft(2));
  }

  private static void notNegative(String field, BigDecimal value) {
    if (Objects.requireNonNull(value, field).signum() < 0) {
      throw new IllegalArgumentException(field + " is " + value + ", expected 0 or more");
    }
  }
}
