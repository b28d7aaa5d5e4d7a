package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** An order in a venue's book: whose it is, by which ids, and how it stands. */
final class BookOrder {
  /** Place among all orders of the book, from 1. */
  final long number;

  final String account;
  final String venueOrderId;
  final WorkingOrder order;

  /** Cause of the latest change, for people; null where there is none. */
  String reason;

  /** When that was: epoch milliseconds, UTC; {@link AccountState#NEVER} before the first market. */
  long changedAt = AccountState.NEVER;

  private BookOrder(long number, String account, String venueOrderId, WorkingOrder order) {
    this.number = number;
    this.account = account;
    this.venueOrderId = venueOrderId;
    this.order = order;
  }

  /** A copy of what was ordered, of which nothing has happened yet. */
  static BookOrder of(long number, Order asked, String venueOrderId) {
    WorkingOrder order = new WorkingOrder();
    order.id = asked.id();
    order.parentId = asked.parentId();
    // A role that nobody names says nothing about which of two orders comes first.
    order.role = asked.role() == null ? OrderRole.ENTRY : OrderRole.valueOf(asked.role());
    order.symbol = asked.symbol();
    order.side = asked.side();
    order.type = asked.type();
    order.timeInForce = asked.timeInForce();
    order.quantity = asked.quantity();
    order.limitPrice = asked.limitPrice();
    // A stop that trails begins where the market is, whatever the sender believes.
    order.stopPrice = asked.type() == OrderType.TRAILING_STOP ? null : asked.stopPrice();
    order.trailingAmount = asked.trailingAmount();
    order.trailingPercent = asked.trailingPercent();
    order.ocoGroup = asked.ocoGroup();
    order.simulated = asked.simulated();
    return new BookOrder(number, asked.account(), venueOrderId, order);
  }

  boolean sameGroup(BookOrder other) {
    return order.ocoGroup != null
        && order.ocoGroup.equals(other.order.ocoGroup)
        && account.equals(other.account);
  }

  /** Why the venue rejects it; empty where it takes it. */
  Optional<String> flaw() {
    return order.quantity.signum() > 0
        ? PaperVenue.flaw(order)
        : Optional.of("quantity is " + order.quantity + ", expected above 0");
  }

  /**
   * The order on the scale after a split of its symbol, as {@link StockSplit} puts an account's.
   */
  void split(BigDecimal factor, ExecutionCosts costs) {
    order.split(factor);
    if (order.monthVolume != null) {
      order.commission = costs.commission(order.filled, order.notional, order.monthVolume);
    }
  }

  void change(OrderStatus status, String why, long now) {
    order.status = status;
    reason = why;
    changedAt = now;
  }

  /** How it stands, with the cause of its latest change. */
  ExecutionReport report(String venue, ExecutionReport.Type type) {
    return report(venue, type, reason);
  }

  /** How it stands, with another cause. */
  ExecutionReport report(String venue, ExecutionReport.Type type, String cause) {
    String id =
        Ids.of(
            "venue-report", venue, account, order.id, number, type, Decimals.plain(order.filled));
    return report(id, venue, type, null, null, cause);
  }

  /** Its latest execution. */
  ExecutionReport report(String venue, PaperVenue.Match match, BigDecimal commission) {
    String id = Ids.of("venue-execution", venue, account, order.id, number, order.fills);
    return report(id, venue, ExecutionReport.Type.TRADE, match, commission, null);
  }

  private ExecutionReport report(
      String id,
      String venue,
      ExecutionReport.Type type,
      PaperVenue.Match match,
      BigDecimal commission,
      String cause) {
    return new ExecutionReport(
        id,
        account,
        venue,
        type,
        order.id,
        venueOrderId,
        match == null ? null : match.quantity(),
        match == null ? null : match.price(),
        Decimals.plain(order.filled),
        commission,
        cause,
        changedAt == AccountState.NEVER ? Instant.EPOCH : Instant.ofEpochMilli(changedAt),
        null,
        0,
        order.simulated);
  }
}
