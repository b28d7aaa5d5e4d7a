package dev.sluice.domain.risk;

import java.math.BigDecimal;

/** Checks of an entry against its symbol and the market of it. */
final class MarketChecks {
  private MarketChecks() {}

  static Denial restricted(RiskRequest r, RiskLimits limits) {
    return limits.restricted(r.order().symbol())
        ? new Denial(DenialCode.RESTRICTED_SYMBOL, r.order().symbol() + " is restricted")
        : null;
  }

  static Denial shortSelling(RiskRequest r, RiskLimits limits) {
    return r.order().opensShort() && !limits.allowShort()
        ? new Denial(
            DenialCode.SHORT_SELLING_NOT_ALLOWED, "nothing is held and short sales are not allowed")
        : null;
  }

  static Denial hardToBorrow(RiskRequest r, RiskLimits limits) {
    return r.order().opensShort() && limits.hardToBorrow(r.order().symbol())
        ? new Denial(DenialCode.HARD_TO_BORROW, r.order().symbol() + " is hard to borrow")
        : null;
  }

  static Denial price(RiskRequest r, RiskLimits limits) {
    BigDecimal price = r.order().price();
    if (price == null) {
      return new Denial(DenialCode.NO_MARKET_PRICE, "no quote was seen yet");
    }
    return price.signum() <= 0 ? Figures.impossible("price", price) : null;
  }

  static Denial open(RiskRequest r, RiskLimits limits) {
    return limits.openMarketOnly() && !r.market().open()
        ? new Denial(DenialCode.MARKET_CLOSED, "no session is on")
        : null;
  }

  static Denial halted(RiskRequest r, RiskLimits limits) {
    return limits.halted(r.order().symbol())
        ? new Denial(DenialCode.MARKET_HALTED, "trading in " + r.order().symbol() + " is halted")
        : null;
  }

  static Denial stale(RiskRequest r, RiskLimits limits) {
    if (r.market().quotedAt() == null) {
      return Figures.impossible("time of the last quote", null);
    }
    return Figures.above(
        DenialCode.STALE_QUOTE,
        "the last quote is %s ms old, more than %s ms",
        BigDecimal.valueOf(r.market().now() - r.market().quotedAt()),
        BigDecimal.valueOf(limits.maxQuoteAge().toMillis()));
  }

  /** Compared without a division, so that a distance of exactly the collar passes. */
  static Denial collar(RiskRequest r, RiskLimits limits) {
    BigDecimal last = r.market().lastPrice();
    if (last == null || last.signum() <= 0) {
      return Figures.impossible("last price", last);
    }
    return Figures.above(
        DenialCode.PRICE_COLLAR,
        "price "
            + Figures.plain(r.order().price())
            + " is %s from the last, "
            + Figures.plain(last)
            + ", more than %s",
        r.order().price().subtract(last).abs(),
        last.multiply(limits.priceCollar()));
  }
}
