package dev.sluice.domain.analysis;

/** Direction of a trend. */
public enum Trend {
  BULLISH,
  BEARISH,
  NEUTRAL
}
