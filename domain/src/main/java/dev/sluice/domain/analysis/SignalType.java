package dev.sluice.domain.analysis;

/** What a decision says to do. */
public enum SignalType {
  /** To be long. */
  BUY,
  /** Not to be long; where the account may, to be short. */
  SELL,
  /** Nothing. */
  HOLD,
  /** To be flat: what is held is closed and nothing is opened. No analyst says it. */
  EXIT
}
