package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much money pays for, commission included. How much an entry should be says a {@link
 * dev.sluice.domain.sizing.SizingModel}.
 */
final class Sizing {
  private static final int QUANTITY_SCALE = 8;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Sizing() {}

  /** The largest whole number of lots that the money pays for, commission included. */
  static BigDecimal affordable(
      BigDecimal money, BigDecimal price, ExecutionCosts costs, BigDecimal lot) {
    // Commission is at most the larger of the minimum and the rate, rounded by less than a cent.
    BigDecimal atMinimum = divideDown(money.subtract(costs.minCommission()).subtract(CENT), price);
    BigDecimal atRate =
        divideDown(money.subtract(CENT), price.add(costs.commissionPerShare(price)));
    return Decimals.floorToLot(atMinimum.min(atRate), lot);
  }

  private static BigDecimal divideDown(BigDecimal money, BigDecimal price) {
    return money.divide(price, QUANTITY_SCALE, RoundingMode.DOWN);
  }
}
