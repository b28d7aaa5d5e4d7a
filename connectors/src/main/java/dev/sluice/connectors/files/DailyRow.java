package dev.sluice.connectors.files;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Timeframe;
import java.time.LocalDate;

/**
 * A daily bar as the file has it; every number is finite, nothing else is checked.
 *
 * @param line the line in the file, from 1
 * @param symbol ticker
 * @param date the exchange's date of the session
 * @param open first price, as traded
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded quantity, may be fractional
 * @param adjClose the source's adjusted close; NaN where the file has none
 * @param dividend cash per share that goes ex on this date; 0 where the file has none
 * @param splitFactor new shares per old with effect from this date, above 0; 1 where the file has
 *     none
 */
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
    implements FileRow {
  /**
   * The bar that the row gives.
   *
   * @param session whose hours it has
   * @param source name of the feed or file
   */
  public RawBar toBar(Session session, String source) {
    return new RawBar(
        symbol,
        Timeframe.SESSION,
        session.open(),
        session.close(),
        session.date(),
        open,
        high,
        low,
        close,
        volume,
        splitFactor,
        dividend,
        source,
        false,
        false);
  }
}
