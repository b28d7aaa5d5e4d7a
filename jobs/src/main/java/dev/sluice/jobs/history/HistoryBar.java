package dev.sluice.jobs.history;

import java.time.LocalDate;

/**
 * A daily bar as the history keeps it: what the file said, without adjustment.
 *
 * @param symbol ticker
 * @param date the exchange's date of the session
 * @param open first price, as traded
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded quantity, may be fractional
 * @param adjClose the source's adjusted close; NaN where it gave none
 * @param dividend cash per share that goes ex on this date; 0 where there is none
 * @param splitFactor new shares per old with effect from this date, above 0; 1 where there is none
 * @param source name of the file that it came from
 */
public record HistoryBar(
    String symbol,
    LocalDate date,
    double open,
    double high,
    double low,
    double close,
    double volume,
    double adjClose,
    double dividend,
    double splitFactor,
    String source) {}
