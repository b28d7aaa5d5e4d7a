package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;

/**
 * Sees to a position whose way out has ended at a venue outside though nobody asked for that: what
 * was called off for the sake of an exit is made again, and where a stop is refused a person has to
 * look.
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
  }

  private void again(OrderRole role, WorkingOrder exit, String reason) {
    Holding holding = state.holding(exit.symbol);
    BigDecimal open = holding.quantity.abs();
    for (WorkingOrder other : state.working) {
      if (other.role == role && other.symbol.equals(exit.symbol)) {
        open = open.subtract(other.remaining());
      }
    }
    WorkingOrder before = last(role, exit.symbol, holding.signalId);
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

  /** The last of its role that protected the position; null where there was none. */
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
