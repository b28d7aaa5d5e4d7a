package dev.sluice.domain.risk;

import java.math.BigDecimal;

/** What the checks have in common: comparing, and saying what was compared. */
final class Figures {
  private Figures() {}

  /** Price × quantity of the order. */
  static BigDecimal notional(RiskRequest r) {
    return r.order().price().multiply(r.order().quantity());
  }

  /** A denial where the figure is above the limit; the text has a place for each of the two. */
  static Denial above(DenialCode code, String text, BigDecimal figure, BigDecimal limit) {
    return figure.compareTo(limit) > 0
        ? new Denial(code, text.formatted(plain(figure), plain(limit)), figure, limit)
        : null;
  }

  static Denial impossible(String figure, BigDecimal value) {
    return new Denial(
        DenialCode.CHECK_NOT_POSSIBLE,
        figure + " is " + (value == null ? "not known" : plain(value)),
        value,
        null);
  }

  static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
