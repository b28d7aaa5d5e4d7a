package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;

/**
 * A share of what the order came to: max(percent ÷ 100 × notional, minimum). {@code PerDollar} of
 * Zipline ({@code zipline.finance.commission}) is the same without the minimum: its default, 0.15
 * cents a dollar, is 0.15 percent.
 *
 * @param percent of the notional
 * @param minimum in currency an order
 */
record PercentCommission(BigDecimal percent, BigDecimal minimum) implements Commission {
  @Override
  public BigDecimal of(BigDecimal quantity, BigDecimal notional, BigDecimal monthVolume) {
    return notional.multiply(ofNotional()).max(minimum);
  }

  @Override
  public BigDecimal perShare() {
    return BigDecimal.ZERO;
  }

  @Override
  public BigDecimal ofNotional() {
    return percent.movePointLeft(2);
  }
}
