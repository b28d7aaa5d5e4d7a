package dev.sluice.domain.sizing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much an entry should buy or sell, before lots and buying power, which the account applies to
 * whatever a model says: the quantity is rounded down to whole lots and never costs more than the
 * buying power. Limits are checked after that and deny; a model does not know them.
 *
 * <p>Pure: the same input gives the same quantity. Models are told from each other by {@link
 * #spec()}, which {@link SizingModels#parse} reads.
 */
public interface SizingModel extends Serializable {
  /** Digits after the point of a quantity before lots. */
  int QUANTITY_SCALE = 8;

  /** The quantity, or the figure that is missing. */
  SizedQuantity size(SizingInput input);

  /** How many closes of sessions, the last one included, the model looks at; 0 for none. */
  default int closes() {
    return 0;
  }

  /** The text that makes this model, for example {@code percent:10}. */
  String spec();

  /** Shares that a fraction of the equity pays for; none where there is no equity. */
  static SizedQuantity share(SizingInput input, BigDecimal fraction) {
    return SizedQuantity.of(
        input
            .equity()
            .multiply(fraction)
            .max(BigDecimal.ZERO)
            .divide(input.price(), QUANTITY_SCALE, RoundingMode.DOWN));
  }
}
