package dev.sluice.domain.trading;

/** How long an order works (FIX tag 59). */
public enum TimeInForce {
  /** Until the close of the session in which, or before which, it was accepted. */
  DAY,
  /** Good till cancelled: until filled or cancelled. */
  GTC,
  /**
   * Immediate or cancel: takes what the first quote that it meets gives, and the rest is cancelled.
   * A stop meets the one that reaches it. Without such a quote it expires like a DAY order.
   */
  IOC,
  /** Fill or kill: as IOC, but all of it or nothing. */
  FOK;

  /** True where the first quote decides. */
  public boolean immediate() {
    return this == IOC || this == FOK;
  }
}
