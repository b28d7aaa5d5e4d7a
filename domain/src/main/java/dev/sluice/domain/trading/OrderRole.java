package dev.sluice.domain.trading;

/** What an order is for; its name is {@link Order#role()}. */
public enum OrderRole {
  /** Opens a position. */
  ENTRY,
  /** Closes a position on a signal. */
  EXIT,
  /** Closes a position at a loss limit. */
  STOP,
  /** Closes a position at a profit. */
  TARGET,
  /** Closes a position on a person's FLATTEN. */
  FLATTEN,
  /** Was never sent: a trade of the venue's that a person has booked. */
  ADJUSTMENT;

  /** True for what can only make a position smaller. */
  public boolean reduces() {
    return this != ENTRY && this != ADJUSTMENT;
  }
}
