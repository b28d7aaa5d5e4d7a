package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;

/** Fills are at the touch. Optimistic for whatever is larger than the touch. */
record NoSlippage() implements Slippage {
  @Override
  public BigDecimal fraction(BigDecimal quantity, BigDecimal volume) {
    return BigDecimal.ZERO;
  }
}
