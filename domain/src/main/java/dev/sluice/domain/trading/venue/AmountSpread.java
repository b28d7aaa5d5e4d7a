package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;

/**
 * The same spread at every price, as {@code FixedSlippage} of Zipline ({@code
 * zipline.finance.slippage}) adds half of it to purchases and takes half of it from sales.
 *
 * @param amount whole spread in currency
 */
record AmountSpread(BigDecimal amount) implements Spread {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  @Override
  public BigDecimal half(BigDecimal price) {
    // Never the whole price: a seller gets something.
    return amount.min(price).multiply(HALF);
  }
}
