package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a person has an account believe of its venue, where the venue itself will not say it through
 * the connector. Each is a control with a name and a reason on it, and each leaves an order and its
 * changes behind, so that cash and positions stay the sums of what is recorded.
 */
final class Corrections {
  private final Step step;
  private final AccountState state;

  Corrections(Step step) {
    this.step = step;
    state = step.state;
  }

  /**
   * Says whether a correction may be made, and changes nothing.
   *
   * @throws IllegalArgumentException naming what is in its way
   */
  void check(Control control) {
    if (!step.config.remote()) {
      throw new IllegalArgumentException(
          control.action()
              + ": the venue of account '"
              + state.account
              + "' is inside the job and keeps its books, expected a venue outside");
    }
    if (control.action() == ControlAction.SETTLE_ORDER) {
      open(control.value());
      return;
    }
    String symbol = BookedTrade.of(control.value()).symbol();
    if (!step.config.trades(symbol)) {
      throw new IllegalArgumentException(
          "symbol: was '" + symbol + "', expected one that the account trades");
    }
    if (!step.halted()) {
      throw new IllegalArgumentException(
          "BOOK_TRADE: the account is " + state.status + ", expected HALTED");
    }
  }

  void take(Control control, String reason) {
    if (control.action() == ControlAction.SETTLE_ORDER) {
      new RemoteOrders(step).settle(open(control.value()), reason);
    } else {
      book(control, BookedTrade.of(control.value()), reason);
    }
  }

  /** An order that waits for a word of the venue. */
  private WorkingOrder open(String id) {
    for (WorkingOrder order : state.working) {
      if (order.id.equals(id)) {
        boolean waits = order.status == OrderStatus.UNKNOWN || order.remote.cancelPending;
        if (!waits && order.remote.endsAs == null) {
          throw new IllegalArgumentException(
              "value: order " + id + " is " + order.status + ", expected one that is UNKNOWN");
        }
        return order;
      }
    }
    throw new IllegalArgumentException(
        "value: was '" + id + "', expected the id of an order that is at work");
  }

  private void book(Control control, BookedTrade trade, String reason) {
    WorkingOrder order = new WorkingOrder();
    order.id = Ids.of("order", state.account, OrderRole.ADJUSTMENT, control.id());
    order.role = OrderRole.ADJUSTMENT;
    order.symbol = trade.symbol();
    order.side = trade.side();
    order.type = OrderType.LIMIT;
    order.timeInForce = TimeInForce.DAY;
    order.quantity = trade.quantity();
    order.limitPrice = trade.price();
    order.createdAt = step.now;
    order.activeAt = step.now;
    order.simulated = state.simulated;
    step.change(order, OrderStatus.CREATED, null, reason);
    step.change(order, OrderStatus.SUBMITTED, null, reason);
    BigDecimal realized = step.book(order, trade.quantity(), trade.price(), trade.commission());
    step.change(order, OrderStatus.FILLED, null, reason);
    step.filled(
        order,
        Ids.of("fill", order.id, control.id()),
        trade.quantity(),
        trade.price(),
        trade.commission(),
        realized,
        Objects.requireNonNull(step.config.venue()),
        order.simulated);
  }
}
