package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;

/**
 * A share of what is shown at the price when the order joins it; all of it is price-time priority.
 *
 * @param fraction above 0 and at most 1
 */
record DisplayedQueue(BigDecimal fraction) implements QueuePosition {
  @Override
  public boolean kept() {
    return true;
  }

  @Override
  public BigDecimal ahead(String orderId, BigDecimal displayed) {
    return displayed == null ? null : displayed.multiply(fraction);
  }
}
