package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;

/**
 * As many shares ahead of each order, whatever is shown.
 *
 * @param shares 0 or more
 */
record FixedQueue(BigDecimal shares) implements QueuePosition {
  @Override
  public boolean kept() {
    return true;
  }

  @Override
  public BigDecimal ahead(String orderId, BigDecimal displayed) {
    return shares;
  }
}
