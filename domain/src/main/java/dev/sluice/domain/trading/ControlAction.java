package dev.sluice.domain.trading;

/**
 * What a person, or a pattern that was met, may do to an account. Each says exactly what it stops
 * or changes.
 */
public enum ControlAction {
  /** No new entries; exits, stops and targets go on. */
  PAUSE,
  /**
   * No new entries for a span of event time, after which they go on by themselves; everything else
   * goes on. A later one only ever makes the span longer; RESUME ends it. It is beside the
   * account's status, so it neither loosens nor tightens what a person has set.
   */
  COOL_DOWN,
  /** Every working order is cancelled; nothing else changes. */
  CANCEL_ALL,
  /** Working orders are cancelled, entries paused, and every position is closed at the market. */
  FLATTEN,
  /** Working entries are cancelled, and nothing but what reduces a position is made. */
  REDUCE,
  /** Working orders are cancelled and no order of any kind is made until RESUME. */
  HALT,
  /** Back to ACTIVE, from whatever stopped the account. */
  RESUME,
  /** One limit has another value from now on; nothing that works is touched. */
  SET_LIMIT,
  /**
   * An order of which the venue will say no more is over, with what of it was told; its symbol is
   * free again. The venue is asked to call it off should it turn up, and an execution that is told
   * yet is booked.
   */
  SETTLE_ORDER,
  /**
   * A trade that the venue has and the account was never told of is booked as if it had been. Only
   * while the account is HALTED.
   */
  BOOK_TRADE;

  /** True for what is about one account's books: it is never for all accounts at once. */
  public boolean corrects() {
    return this == SETTLE_ORDER || this == BOOK_TRADE;
  }
}
