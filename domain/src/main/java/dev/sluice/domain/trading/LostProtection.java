package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;

/**
 * Sees to a position whose way out has ended at a venue outside though nobody asked for that: what
 * was called off for the sake of an exit is made again, or for the first time where it was an entry
 * that had filled in part, and where a stop is refused a person has to look.
 */
final class LostProtection {
  private final Step step;
  private final AccountState state;

  LostProtection(Step step) {
    this.step = step;
    state = step.state;
  }

  /** Takes the end, without a fill of all of it, of an order whose symbol is held. */
  void after(WorkingOrder order) {
    int made = order.protections;
    if (order.role == OrderRole.EXIT && (made == 0 || (made == 1 && order.ocoGroup != null))) {
      order.protections++;
      String reason = "protects again: the exit is " + order.status;
      again(OrderRole.STOP, order, reason);
      again(OrderRole.TARGET, order, reason);
      cover(order.symbol);
    } else if (order.role == OrderRole.STOP && order.status == OrderStatus.REJECTED) {
      pause("stop of " + order.symbol + " rejected by the venue");
    }
  }

  /** Makes no more entries while something is held without its stop. */
  void pause(String why) {
    if (state.status.compareTo(AccountStatus.PAUSED) <= 0) {
      state.status = AccountStatus.PAUSED;
      state.reason = why + "; it is held without protection";
      step.snapshot(Occasion.STATUS, step.now);
    }
  }

  /**
   * Makes what was called off again beside an exit that may rest for long, so that the position has
   * its stop meanwhile. They are a group with the exit: one cancels the other.
   */
  void beside(WorkingOrder exit) {
    exit.protections = 1;
    again(OrderRole.STOP, exit, "protects beside the exit");
    again(OrderRole.TARGET, exit, "takes the profit beside the exit");
    cover(exit.symbol);
  }

  /** What entries have filled so far is protected now: only what is told later is still to be. */
  private void cover(String symbol) {
    String signalId = state.holding(symbol).signalId;
    for (WorkingOrder order : state.venue.ended.values()) {
      if (order.role == OrderRole.ENTRY
          && order.symbol.equals(symbol)
          && order.signalId.equals(signalId)) {
        order.protectedQuantity = order.filled;
      }
    }
  }

  private void again(OrderRole role, WorkingOrder exit, String reason) {
    Holding holding = state.holding(exit.symbol);
    BigDecimal open = holding.quantity.abs();
    for (WorkingOrder other : state.working) {
      if (other.role == role && other.symbol.equals(exit.symbol)) {
        open = open.subtract(other.remaining());
      }
    }
    WorkingOrder made = last(role, exit.symbol, holding.signalId);
    WorkingOrder before = made != null ? made : planned(role, exit.symbol, holding.signalId);
    if (before == null || open.signum() <= 0) {
      return;
    }
    WorkingOrder order = new WorkingOrder();
    order.id =
        exit.protections == 1
            ? Ids.of("order", state.account, before.signalId, role, exit.id)
            : Ids.of("order", state.account, before.signalId, role, exit.id, exit.protections);
    order.signalId = before.signalId;
    order.executionId = before.executionId;
    order.parentId = before.parentId;
    order.role = role;
    order.symbol = before.symbol;
    order.side = exit.side;
    order.type = before.type;
    order.timeInForce = before.timeInForce;
    order.quantity = open;
    order.stopPrice = before.stopPrice;
    order.limitPrice = before.limitPrice;
    order.ocoGroup = exit.id;
    order.simulated = before.simulated;
    step.send(order, reason);
  }

  /**
   * What an entry that was called off for the sake of the exit was to be protected by, as if it had
   * been made; null where there is none.
   */
  private WorkingOrder planned(OrderRole role, String symbol, String signalId) {
    WorkingOrder entry = last(OrderRole.ENTRY, symbol, signalId);
    if (entry == null) {
      return null;
    }
    boolean stop = role == OrderRole.STOP;
    BigDecimal price = stop ? entry.protectiveStop : entry.profitTarget;
    if (price == null) {
      return null;
    }
    WorkingOrder planned = new WorkingOrder();
    planned.signalId = entry.signalId;
    planned.executionId = entry.executionId;
    planned.parentId = entry.id;
    planned.symbol = symbol;
    planned.type = stop ? OrderType.STOP : OrderType.LIMIT;
    planned.timeInForce = TimeInForce.GTC;
    planned.stopPrice = stop ? price : null;
    planned.limitPrice = stop ? null : price;
    planned.simulated = entry.simulated;
    return planned;
  }

  /** The last of its role and of the position's signal; null where there was none. */
  private WorkingOrder last(OrderRole role, String symbol, String signalId) {
    WorkingOrder last = null;
    for (WorkingOrder order : state.venue.ended.values()) {
      if (order.role == role && order.symbol.equals(symbol) && order.signalId.equals(signalId)) {
        last = order;
      }
    }
    return last;
  }
}
