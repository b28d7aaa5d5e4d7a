package dev.sluice.domain.quality;

import dev.sluice.domain.market.TradingCalendar;

/**
 * What quality is judged by; no part of any state.
 *
 * @param thresholds from where on something is a finding
 * @param calendar when the symbol trades
 * @param detailed whether what is only noted says its figures, which costs more than the judgement;
 *     otherwise the detail of the frequent ones is empty
 */
public record QualityContext(
    QualityThresholds thresholds, TradingCalendar calendar, boolean detailed) {
  /** The clock of a feed that has none: nothing is ahead of it. */
  public static final long NO_CLOCK = Long.MAX_VALUE;

  /** With details. */
  public QualityContext(QualityThresholds thresholds, TradingCalendar calendar) {
    this(thresholds, calendar, true);
  }
}
