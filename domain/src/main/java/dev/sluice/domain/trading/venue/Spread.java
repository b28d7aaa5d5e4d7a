package dev.sluice.domain.trading.venue;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The spread that is assumed where the data have none: trade prints of symbols without quotes, and
 * the path of a bar. A buyer pays half of it above the price, a seller gets half of it below (the
 * definition of the quoted half-spread; L. Harris, Trading and Exchanges, 2003, chapter 14). It
 * moves what orders trade at and what reaches stops and limits, never what positions are valued at.
 */
public interface Spread extends Serializable {

  /**
   * Half of the spread at a price, in the same currency.
   *
   * @return 0 or more
   */
  BigDecimal half(BigDecimal price);

  /** No spread: both sides trade at the print. */
  static Spread none() {
    return new AmountSpread(BigDecimal.ZERO);
  }

  /**
   * Reads {@code none}, {@code bps:2} (or a bare figure) of the price, {@code amount:0.01} of
   * currency; each is the whole spread.
   *
   * @throws IllegalArgumentException naming field, value and what was expected
   */
  static Spread parse(String text) {
    Spec spec = Spec.parse("spread", text, "none, BPS, bps:BPS or amount:AMOUNT", "bps", "size");
    return switch (spec.name()) {
      case "none" -> spec.done(none());
      case "bps" -> spec.done(new BasisPointSpread(spec.figure("size", null)));
      case "amount" -> spec.done(new AmountSpread(spec.figure("size", null)));
      default -> throw spec.wrong();
    };
  }
}
