package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.Order;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place where orders are executed, as one account sees it. Every call may fail, and a call that
 * failed may have been carried out: {@link VenueException} says what is known.
 *
 * <p>A venue says nothing twice by itself in {@link #since}, but who asks from an earlier cursor is
 * told again, so whoever reads goes by the ids of the reports.
 */
public interface Venue extends AutoCloseable {

  /** Name of the venue, as reports carry it. */
  String name();

  /**
   * Gives the venue an order under its client order id.
   *
   * @return ACCEPTED or REJECTED, with the venue's id of the order; executions follow in {@link
   *     #since}
   * @throws VenueException where there was no answer: see {@link VenueException#mayHaveArrived}
   */
  ExecutionReport place(Order order) throws VenueException;

  /**
   * Asks that what is left of an order be called off.
   *
   * @return CANCELLED with the quantity filled before, or CANCEL_REJECTED with why not
   * @throws VenueException where there was no answer
   */
  ExecutionReport cancel(Order order) throws VenueException;

  /**
   * The latest state of an order.
   *
   * @return ACCEPTED (also where it has filled in part), CANCELLED, EXPIRED, REJECTED, or, where it
   *     is filled, ACCEPTED with all of its quantity in {@code cumulativeQuantity}; empty where the
   *     venue never had it
   * @throws VenueException where there was no answer
   */
  Optional<ExecutionReport> order(String clientOrderId) throws VenueException;

  /**
   * Client order ids of all orders at work.
   *
   * @throws VenueException where there was no answer
   */
  List<String> openOrders() throws VenueException;

  /**
   * What has happened since, in the venue's order; waits up to {@code wait} where there is nothing.
   *
   * @param cursor of an earlier answer; null for the beginning
   * @throws VenueException where there was no answer
   */
  Events since(String cursor, Duration wait) throws VenueException;

  /**
   * Shares by symbol, negative for short, and the cursor up to which {@link #since} has told all
   * that led to them.
   *
   * @throws VenueException where there was no answer
   */
  Positions positions() throws VenueException;

  /** Reports and where to go on. */
  record Events(List<ExecutionReport> reports, String cursor) {}

  /** Positions as of a cursor. */
  record Positions(Map<String, BigDecimal> quantities, String cursor) {}

  @Override
  void close();
}
