package dev.sluice.connectors.files;

import java.time.Instant;

/**
 * A minute bar as the file has it; every number is finite, nothing else is checked.
 *
 * @param line the line in the file, from 1
 * @param symbol ticker
 * @param start the first instant of the minute, UTC
 * @param open first price
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded quantity, may be fractional
 */
public record MinuteRow(
    long line,
    String symbol,
    Instant start,
    double open,
    double high,
    double low,
    double close,
    double volume)
    implements FileRow {}
