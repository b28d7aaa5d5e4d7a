package dev.sluice.connectors.files;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

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
    implements FileRow {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * The bar that the row gives.
   *
   * @param sessionDate the exchange's date of the session that it belongs to
   * @param source name of the feed or file
   */
  public RawBar toBar(LocalDate sessionDate, String source) {
    return new RawBar(
        symbol,
        Timeframe.MINUTE,
        start,
        start.plus(MINUTE),
        sessionDate,
        open,
        high,
        low,
        close,
        volume,
        1,
        0,
        source,
        false,
        false);
  }
}
