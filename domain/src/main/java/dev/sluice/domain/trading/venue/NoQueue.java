package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;

/** Every limit order is the first of its price. */
record NoQueue() implements QueuePosition {
  @Override
  public boolean kept() {
    return false;
  }

  @Override
  public BigDecimal ahead(String orderId, BigDecimal displayed) {
    return BigDecimal.ZERO;
  }
}
