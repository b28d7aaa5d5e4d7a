package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Impact that grows with the square root of the quantity: price × (1 ± y × volatility × √(quantity
 * ÷ volume)).
 *
 * <p>Source: the square-root law in the form of B. Tóth et al., "Anomalous price impact and the
 * critical nature of liquidity in financial markets", Physical Review X 1, 021006 (2011), I(Q) = Y
 * σ √(Q ÷ V), with Y of the order of 1; σ and V are those of a day. The law is of an order as a
 * whole; here each fill pays it for itself, so an order that is filled in parts pays less than by
 * the law.
 *
 * @param volatility standard deviation of the daily return, as a fraction
 * @param dailyVolume shares traded a day; null for what the data say of the moment of the fill, and
 *     where they say nothing the fill counts as the whole volume
 * @param y the law's factor
 */
record SquareRootImpact(BigDecimal volatility, BigDecimal dailyVolume, BigDecimal y)
    implements Slippage {
  SquareRootImpact {
    if (dailyVolume != null && dailyVolume.signum() == 0) {
      throw new IllegalArgumentException("slippage has volume '0', expected a figure above 0");
    }
  }

  @Override
  public BigDecimal fraction(BigDecimal quantity, BigDecimal volume) {
    if (quantity == null) {
      return BigDecimal.ZERO;
    }
    BigDecimal of = dailyVolume == null ? volume : dailyVolume;
    BigDecimal share =
        of == null || of.signum() <= 0
            ? BigDecimal.ONE
            : quantity.divide(of, MathContext.DECIMAL64);
    return y.multiply(volatility).multiply(share.sqrt(MathContext.DECIMAL64));
  }
}
