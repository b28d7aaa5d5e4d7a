package dev.sluice.connectors.files;

/** A row of a market data file. */
public sealed interface FileRow permits DailyRow, MinuteRow, TradeRow {
  /** Line in the file, the header is line 1. */
  long line();

  /** Ticker. */
  String symbol();
}
