package dev.sluice.connectors.venue;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.PositionReport;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;

/**
 * What a connector says. All but executions gets an id that derives from the order and what is
 * said, so that whoever says it again says the same.
 */
final class Reports {
  private final String account;
  private final String venue;
  private final Clock clock;

  Reports(String account, String venue, Clock clock) {
    this.account = account;
    this.venue = venue;
    this.clock = clock;
  }

  /** The order is about to leave, for the first time or again. */
  JournalEntry sending(VenueOrder order) {
    return own(order, Type.SENDING, order.attempts + 1, null, null);
  }

  JournalEntry unknown(VenueOrder order, String reason) {
    return own(order, Type.UNKNOWN, order.changes, null, reason);
  }

  /** It was not sent, or did not arrive, and will not be sent. */
  JournalEntry rejected(VenueOrder order, String reason) {
    return own(order, Type.REJECTED, 0, order.traded, reason);
  }

  /** It was called off before it was at the venue. */
  JournalEntry cancelled(VenueOrder order, String reason) {
    return own(order, Type.CANCELLED, 0, order.traded, reason);
  }

  /** An execution as the venue tells it. */
  JournalEntry trade(ExecutionReport said) {
    return JournalEntry.of(copy(said, said.id(), Type.TRADE, said.cumulativeQuantity()));
  }

  /** An order is at the venue; said again where it was unknown in between. */
  JournalEntry accepted(VenueOrder order, ExecutionReport said) {
    return JournalEntry.of(
        copy(said, id(order, Type.ACCEPTED, order.changes), Type.ACCEPTED, null));
  }

  /** The venue's word that an order has ended, with all that it filled. */
  JournalEntry ended(VenueOrder order, ExecutionReport said) {
    BigDecimal filled =
        said.cumulativeQuantity() == null ? order.traded : said.cumulativeQuantity();
    return JournalEntry.of(copy(said, id(order, said.type(), 0), said.type(), filled));
  }

  /** The venue does not call an order off. */
  JournalEntry cancelRejected(String requestId, ExecutionReport said) {
    String id = ConnectorState.refusalOf(requestId);
    return JournalEntry.of(copy(said, id, Type.CANCEL_REJECTED, said.cumulativeQuantity()));
  }

  /** Positions as of a cursor. */
  JournalEntry positions(Map<String, BigDecimal> quantities, String cursor, long number) {
    String id = Ids.of("position-report", account, venue, number);
    return JournalEntry.of(
        new PositionReport(id, account, venue, quantities, clock.instant(), null, 0), cursor);
  }

  private String id(VenueOrder order, Type type, int number) {
    return Ids.of("venue-report", account, order.id, type, number);
  }

  private JournalEntry own(
      VenueOrder order, Type type, int number, BigDecimal filled, String reason) {
    return JournalEntry.of(
        new ExecutionReport(
            id(order, type, number),
            account,
            venue,
            type,
            order.id,
            null,
            null,
            null,
            filled,
            null,
            reason,
            clock.instant(),
            null,
            0,
            order.order() != null && order.order().simulated()));
  }

  private ExecutionReport copy(ExecutionReport said, String id, Type type, BigDecimal filled) {
    boolean trade = type == Type.TRADE;
    ExecutionReport copy =
        new ExecutionReport(
            id,
            account,
            venue,
            type,
            said.clientOrderId(),
            said.venueOrderId(),
            trade ? said.lastQuantity() : null,
            trade ? said.lastPrice() : null,
            filled,
            trade ? said.commission() : null,
            said.reason(),
            said.transactTime(),
            null,
            0,
            said.simulated());
    copy.check();
    return copy;
  }
}
