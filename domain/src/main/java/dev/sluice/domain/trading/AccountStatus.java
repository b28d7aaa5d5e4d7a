package dev.sluice.domain.trading;

/** What the kill switch has made of an account, from the loosest to the strictest. */
public enum AccountStatus {
  /** Trades. */
  ACTIVE,
  /** Makes no new entries. */
  PAUSED,
  /** Makes nothing but what reduces a position; no entry works. */
  REDUCING,
  /** Makes no order of any kind. */
  HALTED
}
