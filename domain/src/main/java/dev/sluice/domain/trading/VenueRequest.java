package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import java.time.Instant;
import java.util.Objects;

/**
 * What an account asks of a venue that is not in the job: an entry of the outbox. It says what was
 * decided, not that it was done; whether it may still be sent is for who sends it to find out.
 *
 * @param id derives from the order and what is asked, so it is the same on every run
 * @param kind what is asked
 * @param order as it was when this was decided; its id is the client order id (ClOrdID, FIX tag 11)
 * @param decidedAt event time of the decision, UTC
 */
public record VenueRequest(String id, Kind kind, Order order, Instant decidedAt) {
  /** What is asked. */
  public enum Kind {
    /** To take the order (NewOrderSingle, FIX MsgType D). */
    NEW,
    /** To call off what is left of it (OrderCancelRequest, FIX MsgType F). */
    CANCEL
  }

  /** Checks that all of it is there. */
  public VenueRequest {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(decidedAt, "decidedAt");
  }

  /** A request that an order be taken; there is one for each order. */
  public static VenueRequest place(Order order) {
    return new VenueRequest(
        Ids.of("venue-request", Kind.NEW, order.id()), Kind.NEW, order, order.updatedAt());
  }

  /** A request that an order in this state be called off; another state is another request. */
  public static VenueRequest cancel(Order order) {
    return new VenueRequest(
        Ids.of("venue-request", Kind.CANCEL, order.id(), order.version()),
        Kind.CANCEL,
        order,
        order.updatedAt());
  }
}
