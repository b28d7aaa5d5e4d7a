package dev.sluice.domain.analysis;

/** Which charts are drawn: {@code --charts}. */
public enum ChartMode {
  /** A daily and a weekly chart of every symbol, before the analyst reads. */
  ALL,
  /** Only for BUY and SELL, after the analyst has read figures alone. */
  SIGNALS,
  /** None. */
  NONE
}
