package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Order;
import java.util.Map;

/**
 * A venue at which an order's id is a number that its client gives, as at Interactive Brokers. The
 * numbers are kept in the connector's journal, so none is used twice whatever the venue's own
 * counter says after a restart.
 */
public interface NumberedVenue extends Venue {
  /**
   * The lowest number that the venue says it would take; only a hint.
   *
   * @throws VenueException where there was no answer
   */
  long nextOrderNumber() throws VenueException;

  /**
   * Says which number each order has that was ever sent, by client order id; called on each new
   * connection before anything else.
   */
  void restore(Map<String, Long> numbers);

  /**
   * As {@link #place(Order)} under a number. An order that is sent again has the number it had.
   *
   * @throws VenueException where there was no answer
   */
  ExecutionReport place(Order order, long number) throws VenueException;
}
