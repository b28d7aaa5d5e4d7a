package dev.sluice.domain.quality;

import dev.sluice.domain.market.TradingCalendar;

/** What quality is judged by; no part of any state. Immutable. */
public final class QualityContext {
  /** The clock of a feed that has none: nothing is ahead of it. */
  public static final long NO_CLOCK = Long.MAX_VALUE;

  private final QualityThresholds thresholds;
  private final TradingCalendar calendar;
  private final boolean detailed;

  // Each tick is compared with these.
  private final long tickGapMillis;
  private final long staleQuoteMillis;
  private final long outOfOrderMillis;
  private final long maxAheadMillis;

  /** With details. */
  public QualityContext(QualityThresholds thresholds, TradingCalendar calendar) {
    this(thresholds, calendar, true);
  }

  /**
   * @param thresholds from where on something is a finding
   * @param calendar when the symbol trades
   * @param detailed whether what is only noted says its figures, which costs more than the
   *     judgement; otherwise the detail of the frequent ones is empty
   */
  public QualityContext(QualityThresholds thresholds, TradingCalendar calendar, boolean detailed) {
    this.thresholds = thresholds;
    this.calendar = calendar;
    this.detailed = detailed;
    this.tickGapMillis = thresholds.tickGap().toMillis();
    this.staleQuoteMillis = thresholds.staleQuote().toMillis();
    this.outOfOrderMillis = thresholds.outOfOrder().toMillis();
    this.maxAheadMillis = thresholds.maxAhead().toMillis();
  }

  /** From where on something is a finding. */
  public QualityThresholds thresholds() {
    return thresholds;
  }

  /** When the symbol trades. */
  public TradingCalendar calendar() {
    return calendar;
  }

  boolean detailed() {
    return detailed;
  }

  long tickGapMillis() {
    return tickGapMillis;
  }

  long staleQuoteMillis() {
    return staleQuoteMillis;
  }

  long outOfOrderMillis() {
    return outOfOrderMillis;
  }

  long maxAheadMillis() {
    return maxAheadMillis;
  }
}
