package dev.sluice.connectors.files;

import java.time.Instant;

/** A minute bar of a file; its stamp is its start. */
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
