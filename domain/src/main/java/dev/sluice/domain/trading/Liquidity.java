package dev.sluice.domain.trading;

import java.math.BigDecimal;

/** What a quote, a print or a point of a bar's path has for the account, and what it took of it. */
final class Liquidity {
  private final Mark mark;
  private final BigDecimal limit;
  private BigDecimal bought = BigDecimal.ZERO;
  private BigDecimal sold = BigDecimal.ZERO;

  /**
   * At the beginning of a quote.
   *
   * @param limit largest share of the volume; null for all of a quoted size and no limit elsewhere
   */
  Liquidity(Mark mark, BigDecimal limit) {
    this.mark = mark;
    this.limit = limit;
  }

  /** The quoted size at the touch, else what traded; null where neither is known. */
  BigDecimal volume(Side side) {
    BigDecimal quoted = mark.touchSize(side);
    return quoted == null ? mark.volume() : quoted;
  }

  /** What may still be had; null where that is not limited. */
  BigDecimal left(Side side) {
    BigDecimal most = limit == null ? mark.touchSize(side) : volume(side);
    if (most == null) {
      return null;
    }
    return (limit == null ? most : most.multiply(limit)).subtract(taken(side));
  }

  /** What traded is there once for both sides, a quoted size for one. */
  BigDecimal taken(Side side) {
    if (mark.touchSize(side) == null) {
      return bought.add(sold);
    }
    return side == Side.BUY ? bought : sold;
  }

  void take(Side side, BigDecimal quantity) {
    if (side == Side.BUY) {
      bought = bought.add(quantity);
    } else {
      sold = sold.add(quantity);
    }
  }
}
