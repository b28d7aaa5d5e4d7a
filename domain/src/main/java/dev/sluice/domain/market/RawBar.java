package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A bar as a feed gives it, before validation.
 *
 * @param symbol ticker
 * @param timeframe MINUTE or SESSION; weeks are always rolled up by Sluice
 * @param start start of the bar, UTC; a session bar's is the session's open
 * @param end end of the bar, UTC, exclusive; a session bar's is the session's close
 * @param sessionDate the exchange's date of the session that the bar belongs to
 * @param open first price, as the source gave it (not adjusted)
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded quantity, may be fractional
 * @param splitFactor new shares per old share with effect from this bar; 1 where there was no split
 * @param dividend cash per share that goes ex with this bar; 0 where there is none
 * @param source name of the feed or file; empty where it gives none, never null
 * @param simulated true where the prices are not a market's
 * @param history true for a bar that only warms indicators: it wakes no analyst and moves no order
 */
public record RawBar(
    String symbol,
    Timeframe timeframe,
    Instant start,
    Instant end,
    LocalDate sessionDate,
    double open,
    double high,
    double low,
    double close,
    double volume,
    double splitFactor,
    double dividend,
    String source,
    boolean simulated,
    boolean history) {
  public RawBar {
    source = source == null ? "" : source;
  }
}
