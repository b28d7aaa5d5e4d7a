package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives a quote to the working orders of its symbol and sees to what their fills bring about:
 * protection after an entry, and the end of what would sell what is no longer held.
 *
 * <p>Stops come before all else, since a quote that could fill both sides of a bracket is taken as
 * the loss. What reduces a position never takes it past flat.
 */
final class Matching {
  private static final Comparator<WorkingOrder> STOPS_FIRST =
      Comparator.comparingInt(order -> order.role == OrderRole.STOP ? 0 : 1);

  private final Step step;
  private final PaperVenue venue;

  Matching(Step step) {
    this.step = step;
    venue = new PaperVenue(step.config.costs(), step.config.limits().lotSize());
  }

  void take(String symbol, Mark quote) {
    List<WorkingOrder> orders = new ArrayList<>();
    for (WorkingOrder order : step.state.working) {
      if (order.symbol.equals(symbol)) {
        orders.add(order);
      }
    }
    orders.sort(STOPS_FIRST);
    BigDecimal[] left = {quote.bidSize(), quote.askSize()};
    for (WorkingOrder order : orders) {
      if (!order.status.terminal()) {
        int touch = order.side == Side.BUY ? 1 : 0;
        BigDecimal filled = offer(order, quote, left[touch]);
        left[touch] = left[touch] == null ? null : left[touch].subtract(filled);
      }
    }
  }

  private BigDecimal offer(WorkingOrder order, Mark quote, BigDecimal size) {
    if (!order.triggered && PaperVenue.reachesStop(order, quote)) {
      order.triggered = true;
    }
    BigDecimal wanted = order.remaining();
    if (order.role.reduces()) {
      wanted = wanted.min(step.state.quantity(order.symbol).abs());
    }
    Optional<PaperVenue.Match> match = venue.match(order, quote, wanted, size);
    if (match.isEmpty()) {
      return BigDecimal.ZERO;
    }
    BigDecimal quantity = match.get().quantity();
    BigDecimal price = match.get().price();
    if (order.role.reduces()) {
      reduce(order, quantity, price, quote.simulated());
    } else {
      quantity = enter(order, quantity, price, quote.simulated());
    }
    if (quantity.signum() > 0) {
      step.snapshot(Occasion.FILL, step.now);
    }
    return quantity;
  }

  private void reduce(
      WorkingOrder order, BigDecimal quantity, BigDecimal price, boolean simulated) {
    step.fill(order, quantity, price, simulated);
    if (step.state.holding(order.symbol).flat()) {
      for (WorkingOrder other : List.copyOf(step.state.working)) {
        if (other.symbol.equals(order.symbol) && other.role.reduces()) {
          step.end(other, OrderStatus.CANCELLED, "position closed by " + order.role);
        }
      }
    }
  }

  /** Fills an entry with what the cash still pays for; a gap may have made it less. */
  private BigDecimal enter(
      WorkingOrder order, BigDecimal quantity, BigDecimal price, boolean simulated) {
    BigDecimal affordable =
        Sizing.affordable(
            step.buyingPower(order), price, step.config.costs(), step.config.limits().lotSize());
    BigDecimal taken = order.side == Side.BUY ? quantity.min(affordable) : quantity;
    if (taken.signum() > 0) {
      step.fill(order, taken, price, simulated);
    }
    if (taken.compareTo(quantity) < 0) {
      step.end(order, OrderStatus.CANCELLED, "the price moved beyond the buying power");
    }
    if (order.status.terminal()) {
      protect(step, order);
    }
    return taken;
  }

  /** Stop and target of what an entry has filled, one cancelling the other. */
  static void protect(Step step, WorkingOrder entry) {
    if (entry.filled.signum() == 0 || step.halted()) {
      return;
    }
    if (entry.protectiveStop != null) {
      WorkingOrder stop = protection(step, entry, OrderRole.STOP, OrderType.STOP);
      stop.stopPrice = entry.protectiveStop;
      step.send(stop, "protects the entry");
    }
    if (entry.profitTarget != null) {
      WorkingOrder target = protection(step, entry, OrderRole.TARGET, OrderType.LIMIT);
      target.limitPrice = entry.profitTarget;
      step.send(target, "takes the entry's profit");
    }
  }

  private static WorkingOrder protection(
      Step step, WorkingOrder entry, OrderRole role, OrderType type) {
    WorkingOrder order = new WorkingOrder();
    order.id = Ids.of("order", step.state.account, entry.signalId, role);
    order.signalId = entry.signalId;
    order.executionId = entry.executionId;
    order.parentId = entry.id;
    order.role = role;
    order.symbol = entry.symbol;
    order.side = entry.side == Side.BUY ? Side.SELL : Side.BUY;
    order.type = type;
    order.timeInForce = TimeInForce.GTC;
    order.quantity = entry.filled;
    order.simulated = entry.simulated;
    return order;
  }
}
