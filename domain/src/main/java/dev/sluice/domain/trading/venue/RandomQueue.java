package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A uniformly random share of what is shown at the price, from the order's id ({@link Seeded}): for
 * quotes that are seen too seldom to say who came first.
 */
record RandomQueue() implements QueuePosition {
  private static final int QUANTITY_SCALE = 8;

  @Override
  public boolean kept() {
    return true;
  }

  @Override
  public BigDecimal ahead(String orderId, BigDecimal displayed) {
    return displayed == null
        ? null
        : displayed
            .multiply(BigDecimal.valueOf(Seeded.uniform("queue", orderId)))
            .setScale(QUANTITY_SCALE, RoundingMode.DOWN);
  }
}
