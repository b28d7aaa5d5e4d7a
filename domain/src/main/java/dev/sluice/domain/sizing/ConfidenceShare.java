package dev.sluice.domain.sizing;

import java.math.BigDecimal;

/**
 * Equity × share × confidence: the default. It needs no estimate but the signal's own, and a signal
 * of full confidence gets the whole share.
 *
 * @param share fraction of equity that a signal of full confidence is given
 */
public record ConfidenceShare(BigDecimal share) implements SizingModel {
  public ConfidenceShare {
    Figures.above("share", share, BigDecimal.ZERO);
  }

  @Override
  public SizedQuantity size(SizingInput input) {
    if (!(input.confidence() >= 0 && input.confidence() <= 1)) {
      return SizedQuantity.unknown(
          "confidence is " + input.confidence() + ", expected a fraction from 0 to 1");
    }
    return SizingModel.share(input, share.multiply(BigDecimal.valueOf(input.confidence())));
  }

  @Override
  public String spec() {
    return "confidence:" + share.toPlainString();
  }
}
