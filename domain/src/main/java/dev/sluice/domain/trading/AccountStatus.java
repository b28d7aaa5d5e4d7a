package dev.sluice.domain.trading;

/** What the kill switch has made of an account. */
public enum AccountStatus {
  /** Trades. */
  ACTIVE,
  /** Makes no new entries. */
  PAUSED,
  /** Makes no order of any kind. */
  HALTED
}
