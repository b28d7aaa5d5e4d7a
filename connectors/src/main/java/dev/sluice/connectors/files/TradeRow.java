package dev.sluice.connectors.files;

import java.time.Instant;

/** A trade of a file. */
public record TradeRow(long line, String symbol, Instant time, double price, double size)
    implements FileRow {}
