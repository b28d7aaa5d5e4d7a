package dev.sluice.connectors.files;

import java.time.Instant;

/**
 * A trade as the file has it; every number is finite, nothing else is checked.
 *
 * @param line the line in the file, from 1
 * @param symbol ticker
 * @param time when it traded, UTC
 * @param price price
 * @param size traded quantity, may be fractional
 */
public record TradeRow(long line, String symbol, Instant time, double price, double size)
    implements FileRow {}
