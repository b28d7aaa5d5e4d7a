package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A bar.
 *
 * @param symbol ticker
 * @param timeframe length
 * @param start start, UTC
 * @param end end, UTC, exclusive; the bar's event time
 * @param sessionDate the exchange's date of the (last) session in the bar
 * @param open first price, not adjusted
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded quantity
 * @param trades number of trades; 0 where the source gives bars, not trades
 * @param vwap volume-weighted average price; NaN where it is not known
 * @param revision 0 for the first edition of the bar
 * @param splitFactor product of the split factors that took effect within the bar; 1 for none
 * @param dividend cash per share that went ex within the bar; 0 for none
 * @param source name of the feed or file
 * @param simulated true where the prices are not a market's
 * @param history true for a bar that only warms indicators
 * @param firstEvent time of the first trade, UTC; null where the source gives bars, not trades
 * @param lastEvent time of the last trade, UTC; null where the source gives bars, not trades
 * @param complete false where the bar was given before event time had reached its end, for example
 *     at the end of a file
 */
public record Bar(
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
    long trades,
    double vwap,
    int revision,
    double splitFactor,
    double dividend,
    String source,
    boolean simulated,
    boolean history,
    Instant firstEvent,
    Instant lastEvent,
    boolean complete) {}
