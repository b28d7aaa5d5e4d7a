package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;

/**
 * A spread in proportion to the price: half = price × bps ÷ 20,000.
 *
 * @param bps whole spread in hundredths of a percent, below 20,000
 */
record BasisPointSpread(BigDecimal bps) implements Spread {
  private static final BigDecimal HALF_BPS = new BigDecimal("0.00005");
  private static final BigDecimal ALL = new BigDecimal("20000");

  BasisPointSpread {
    if (bps.compareTo(ALL) >= 0) {
      throw new IllegalArgumentException("spread has size '" + bps + "', expected less than 20000");
    }
  }

  @Override
  public BigDecimal half(BigDecimal price) {
    return price.multiply(bps).multiply(HALF_BPS);
  }
}
