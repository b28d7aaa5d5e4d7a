package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much an entry buys or sells.
 *
 * <p>The notional is equity × position share × confidence; the quantity is the largest whole number
 * of lots that it pays for at the expected price (the touch after slippage), and no more than the
 * buying power pays for with commission.
 */
final class Sizing {
  private static final int QUANTITY_SCALE = 8;
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Sizing() {}

  /**
   * The quantity before lots and buying power.
   *
   * @return null where the confidence is not a fraction from 0 to 1
   */
  static BigDecimal wanted(
      BigDecimal equity, AccountConfig config, double confidence, BigDecimal price) {
    if (!(confidence >= 0 && confidence <= 1)) {
      return null;
    }
    return equity
        .multiply(config.positionShare())
        .multiply(BigDecimal.valueOf(confidence))
        .max(BigDecimal.ZERO)
        .divide(price, QUANTITY_SCALE, RoundingMode.DOWN);
  }

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
