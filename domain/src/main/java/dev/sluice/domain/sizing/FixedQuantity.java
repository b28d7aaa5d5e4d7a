package dev.sluice.domain.sizing;

import java.math.BigDecimal;

/**
 * The same number of shares whatever the price and the account (Van Tharp, <i>Trade Your Way to
 * Financial Freedom</i>: "units of a fixed size").
 *
 * @param shares above 0
 */
public record FixedQuantity(BigDecimal shares) implements SizingModel {
  public FixedQuantity {
    Figures.above("quantity", shares, BigDecimal.ZERO);
  }

  @Override
  public SizedQuantity size(SizingInput input) {
    return SizedQuantity.of(shares);
  }

  @Override
  public String spec() {
    return "fixed:" + shares.toPlainString();
  }
}
