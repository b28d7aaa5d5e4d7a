package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Impact that grows with the square of the share of the volume: share = min(quantity ÷ volume,
 * limit), price × (1 ± impact × share²); and no more than the limit's share of the volume is had.
 *
 * <p>Source: {@code VolumeShareSlippage} of Zipline ({@code zipline.finance.slippage}), whose
 * defaults are a limit of 0.025 and an impact of 0.1: 50 of 2,000 shares at 3.50 are bought at
 * 3.50021875. Unlike Zipline, which leaves an order unfilled where the impact takes it beyond its
 * limit price, the venue fills it at its limit. Where the volume is not known the share is the
 * limit, as in LEAN's {@code VolumeShareSlippageModel}.
 *
 * @param limit largest share of the volume, above 0 and at most 1
 * @param impact fraction of the price at a share of 1
 */
record VolumeShareSlippage(BigDecimal limit, BigDecimal impact) implements Slippage {
  @Override
  public BigDecimal fraction(BigDecimal quantity, BigDecimal volume) {
    if (quantity == null) {
      return BigDecimal.ZERO;
    }
    BigDecimal share =
        volume == null || volume.signum() <= 0
            ? limit
            : quantity.divide(volume, MathContext.DECIMAL64).min(limit);
    return share.multiply(share).multiply(impact);
  }

  @Override
  public BigDecimal volumeLimit() {
    return limit;
  }
}
