package dev.sluice.domain.analysis;

/** What an analysis says to do. */
public enum SignalType {
  BUY,
  SELL,
  HOLD
}
