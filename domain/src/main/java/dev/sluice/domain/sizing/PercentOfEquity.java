package dev.sluice.domain.sizing;

import java.math.BigDecimal;

/**
 * A fixed percentage of equity, whatever the signal's confidence (fixed-fraction betting; Vince,
 * <i>Portfolio Management Formulas</i>, 1990).
 *
 * @param percent above 0, at most 100; 10 is a tenth
 */
public record PercentOfEquity(BigDecimal percent) implements SizingModel {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public PercentOfEquity {
    Figures.above("percent", percent, BigDecimal.ZERO);
    Figures.atMost("percent", percent, HUNDRED);
  }

  @Override
  public SizedQuantity size(SizingInput input) {
    return SizingModel.share(input, percent.movePointLeft(2));
  }

  @Override
  public String spec() {
    return "percent:" + percent.toPlainString();
  }
}
