package dev.sluice.domain.sizing;

import java.math.BigDecimal;

/**
 * What a sizing model came to.
 *
 * @param quantity in shares, 0 or more; null where a figure is missing
 * @param unknown which figure is missing and why, for people; null where there is a quantity
 */
public record SizedQuantity(BigDecimal quantity, String unknown) {

  static SizedQuantity of(BigDecimal quantity) {
    return new SizedQuantity(quantity, null);
  }

  static SizedQuantity unknown(String what) {
    return new SizedQuantity(null, what);
  }
}
