package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one way in which trading rounds and writes decimals. */
final class Decimals {
  /** Digits after the point of an average price and of a released cost. */
  static final int AVERAGE_SCALE = 10;

  private Decimals() {}

  /** Without trailing zeros and never in powers of ten, so that equal figures look equal. */
  static BigDecimal plain(BigDecimal value) {
    if (value == null) {
      return null;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static BigDecimal average(BigDecimal total, BigDecimal quantity) {
    return quantity.signum() == 0
        ? BigDecimal.ZERO
        : total.divide(quantity, AVERAGE_SCALE, RoundingMode.HALF_EVEN);
  }

  /** The largest whole number of lots that is not above the quantity; 0 for a negative one. */
  static BigDecimal floorToLot(BigDecimal quantity, BigDecimal lot) {
    if (quantity.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    return plain(quantity.divide(lot, 0, RoundingMode.DOWN).multiply(lot));
  }
}
