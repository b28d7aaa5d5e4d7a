package dev.sluice.connectors.files;

/** One readable row of a market data file. */
public sealed interface FileRow permits DailyRow, MinuteRow, TradeRow {
  /** The line in the file, from 1; the header is a line too. */
  long line();

  /** The ticker, never blank. */
  String symbol();
}
