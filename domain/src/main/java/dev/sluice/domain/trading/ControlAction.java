package dev.sluice.domain.trading;

/** The acts of the kill switch. Each says exactly what it stops. */
public enum ControlAction {
  /** No new entries; exits, stops and targets go on. */
  PAUSE,
  /** Every working order is cancelled; nothing else changes. */
  CANCEL_ALL,
  /** Working orders are cancelled, entries paused, and every position is closed at the market. */
  FLATTEN,
  /** Working orders are cancelled and no order of any kind is made until RESUME. */
  HALT,
  /** Back to ACTIVE, from whatever stopped the account. */
  RESUME
}
