package dev.sluice.connectors.files;

import java.time.LocalDate;

/** A daily bar of a file; prices as in the file, NaN where the file has no such column. */
public record DailyRow(
    long line,
    String symbol,
    LocalDate date,
    double open,
    double high,
    double low,
    double close,
    double volume,
    double adjClose,
    double dividend,
    double splitFactor)
    implements FileRow {}
