package dev.sluice.domain.market;

import java.time.LocalDate;

/**
 * A split, a dividend, or both, of one symbol and ex-date, as a feed says it beside its ticks or
 * bars.
 *
 * @param symbol ticker
 * @param exDate the exchange's date of the session from which on it holds; where there is no
 *     session on this date, from the next one on
 * @param splitFactor new shares for an old one, for example 2 for 2:1, 0.1 for 1:10; 1 where there
 *     is no split
 * @param dividend cash per share, on the scale after the split; 0 where there is none
 * @param source name of who says it; empty where it gives none, never null
 */
public record CorporateAction(
    String symbol, LocalDate exDate, double splitFactor, double dividend, String source) {
  public CorporateAction {
    source = source == null ? "" : source;
  }

  /** The session with which it comes into force. */
  public Session firstSession(TradingCalendar calendar) {
    return calendar.session(exDate).orElseGet(() -> calendar.next(exDate));
  }

  /** Whether the other one says the same of the same date, whoever says it. */
  boolean saysTheSameAs(CorporateAction other) {
    return exDate.equals(other.exDate)
        && splitFactor == other.splitFactor
        && dividend == other.dividend;
  }
}
