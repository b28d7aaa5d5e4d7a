package dev.sluice.domain.trading.venue;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A fixed share of the price, whatever the quantity: price × (1 ± bps ÷ 10,000), as {@code
 * FixedBasisPointsSlippage} of Zipline ({@code zipline.finance.slippage}) has it, but without that
 * model's limit to a tenth of the volume.
 *
 * @param bps hundredths of a percent
 */
record BasisPointSlippage(BigDecimal bps) implements Slippage {
  BasisPointSlippage {
    if (Objects.requireNonNull(bps, "slippageBps").signum() < 0) {
      throw new IllegalArgumentException("slippageBps is " + bps + ", expected 0 or more");
    }
  }

  @Override
  public BigDecimal fraction(BigDecimal quantity, BigDecimal volume) {
    return bps.movePointLeft(4);
  }
}
