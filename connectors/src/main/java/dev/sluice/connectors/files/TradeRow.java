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
 * @param tradeId the source's number or name of the trade; null where the file has none
 */
public record TradeRow(
    long line, String symbol, Instant time, double price, double size, String tradeId)
    implements FileRow {}
