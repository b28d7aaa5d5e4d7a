package dev.sluice.domain.trading;

/**
 * Type of an order (OrdType, FIX tag 40). A buyer trades at the offer and a seller at the bid;
 * "touch" is the one of them that an order would take. What each does with quotes, with trade
 * prints and with the path of a bar is in {@link PaperVenue}.
 */
public enum OrderType {
  /** At the touch of the first quote. */
  MARKET,
  /** Once the touch is at its limit price or better, and never at a worse price. */
  LIMIT,
  /** A market order from the quote on whose touch is at its stop price or beyond. */
  STOP,
  /** A limit order from the quote on whose touch is at its stop price or beyond. */
  STOP_LIMIT,
  /**
   * A stop whose price follows the best touch since its acceptance at a distance, an amount or a
   * percentage, and never goes back.
   */
  TRAILING_STOP,
  /** At the symbol's first quote of the session that opens after its acceptance, or not at all. */
  MARKET_ON_OPEN,
  /** At the symbol's last quote of the session, when that closes. */
  MARKET_ON_CLOSE;

  /** True for what waits for its stop price first. */
  public boolean stops() {
    return this == STOP || this == STOP_LIMIT || this == TRAILING_STOP;
  }

  /** True for what has a limit price. */
  public boolean limits() {
    return this == LIMIT || this == STOP_LIMIT;
  }
}
