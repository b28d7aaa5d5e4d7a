package dev.sluice.operators.trading.patterns;

import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;

/**
 * Something that happened to an account, as patterns see it.
 *
 * @param kind what happened
 * @param id of the order with its version, the fill or the tick
 * @param time event time, epoch milliseconds, UTC
 * @param symbol ticker
 * @param side of the order or fill; null for the other kinds
 * @param stopped of a TRADE, true where its last fill was that of a stop
 * @param ordinal of an ORDER or REFUSAL its number among those of its kind, rising by one; 0 for
 *     the other kinds
 * @param value of a PRICE the price per share; of a TRADE what it made after commissions, in the
 *     account's currency; null for the other kinds
 * @param drawdown of a TRADE, the account's fall from its peak just after it, a fraction of the
 *     peak; null for the other kinds
 */
public record PatternEvent(
    Kind kind,
    String id,
    long time,
    String symbol,
    Side side,
    boolean stopped,
    long ordinal,
    BigDecimal value,
    BigDecimal drawdown) {

  /** What happened. */
  public enum Kind {
    /** An order was made. */
    ORDER,
    /** An order was denied by a limit or rejected by the venue. */
    REFUSAL,
    /** An order was filled, whole or in part. */
    FILL,
    /** A position was closed: a trade from flat to flat is over. */
    TRADE,
    /** The market of a symbol was quoted. */
    PRICE,
    /** A position is watched from now on, though nothing was quoted at this moment. */
    WATCH
  }

  static PatternEvent of(Kind kind, String id, long time, String symbol, Side side) {
    return new PatternEvent(kind, id, time, symbol, side, false, 0, null, null);
  }

  PatternEvent numbered(long number) {
    return new PatternEvent(kind, id, time, symbol, side, stopped, number, value, drawdown);
  }

  static PatternEvent price(String id, long time, String symbol, BigDecimal price) {
    return new PatternEvent(Kind.PRICE, id, time, symbol, null, false, 0, price, null);
  }

  static PatternEvent trade(
      String id, long time, String symbol, boolean stopped, BigDecimal made, BigDecimal drawdown) {
    return new PatternEvent(Kind.TRADE, id, time, symbol, null, stopped, 0, made, drawdown);
  }
}
