package dev.sluice.domain.trading;

/** How long an order works (FIX tag 59). */
public enum TimeInForce {
  /** Until the close of the session in which, or before which, it was accepted. */
  DAY,
  /** Until filled or cancelled. */
  GTC
}
