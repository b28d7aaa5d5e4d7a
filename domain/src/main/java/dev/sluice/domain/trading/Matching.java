package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives what the market shows to the working orders of its symbol and sees to what their fills
 * bring about: protection after an entry, the end of what would sell what is no longer held, and
 * one cancelling the other.
 *
 * <p>Stops come before all else, since a quote that could fill both sides of a bracket is taken as
 * the loss. What reduces a position never takes it past flat.
 *
 * <p>Orders of a group share one quantity: what one fills the others may no longer fill, and once
 * it is filled they are cancelled (ContingencyType 1, FIX tag 1385, with the quantity updated on a
 * partial fill as by type 3).
 */
final class Matching {
  private static final Comparator<WorkingOrder> STOPS_FIRST =
      Comparator.comparingInt(order -> order.role.reduces() && order.type.stops() ? 0 : 1);

  private final Step step;
  private final ExecutionCosts costs;
  private final PaperVenue venue;

  Matching(Step step) {
    this.step = step;
    costs = step.config.costs();
    venue = new PaperVenue(costs, step.config.limits().lotSize());
  }

  /** A quote, or a print or a point of a bar's path that stands for one. */
  void take(String symbol, Mark quote) {
    if (step.config.remote()) {
      return;
    }
    Mark seen = costs.traded(quote);
    Liquidity liquidity = liquidity(seen);
    for (WorkingOrder order : working(symbol)) {
      if (!order.status.terminal()
          && order.activeAt < quote.time()
          && order.continuous(step.state.sessionOpen)) {
        offer(order, seen, liquidity);
      }
    }
  }

  /** A trade print of a symbol that has quotes: it moves queues. */
  void print(String symbol, Mark print) {
    Liquidity liquidity = liquidity(print);
    for (WorkingOrder order : working(symbol)) {
      if (!order.status.terminal() && order.activeAt < print.time() && order.resting) {
        offer(order, print, liquidity);
      }
    }
  }

  /** Lets what was accepted just now meet the quotes of the same event time. */
  void standing() {
    for (WorkingOrder order : List.copyOf(step.state.working)) {
      Mark quote = step.state.marks.get(order.symbol);
      if (quote != null
          && quote.time() == step.now
          && order.createdAt == step.now
          && order.activeAt == step.now
          && order.filled.signum() == 0
          && order.parentId == null
          && order.continuous(step.state.sessionOpen)) {
        Mark seen = costs.traded(quote);
        offer(order, seen, liquidity(seen));
      }
    }
  }

  /** The close of the session, at the last quotes in it. */
  void close() {
    Map<String, Liquidity> atClose = new HashMap<>();
    for (WorkingOrder order : List.copyOf(step.state.working)) {
      Mark last = step.state.marks.get(order.symbol);
      if (order.type == OrderType.MARKET_ON_CLOSE
          && !order.status.terminal()
          && order.activeAt <= step.now
          && last != null
          && last.time() >= step.state.sessionOpen) {
        Mark seen = costs.traded(last);
        offer(order, seen, atClose.computeIfAbsent(order.symbol, s -> liquidity(seen)));
      }
    }
  }

  private Liquidity liquidity(Mark seen) {
    return new Liquidity(seen, costs.model().volumeLimit());
  }

  private List<WorkingOrder> working(String symbol) {
    List<WorkingOrder> orders = new ArrayList<>();
    for (WorkingOrder order : step.state.working) {
      if (order.symbol.equals(symbol)) {
        orders.add(order);
      }
    }
    orders.sort(STOPS_FIRST);
    return orders;
  }

  private void offer(WorkingOrder order, Mark quote, Liquidity liquidity) {
    PaperVenue.follow(order, quote);
    if (order.type.stops() && !order.triggered) {
      return;
    }
    Optional<PaperVenue.Match> match = venue.match(order, quote, wanted(order), liquidity);
    if (match.isPresent()) {
      liquidity.take(order.side, execute(order, match.get(), quote.simulated()));
    }
    if (!order.status.terminal()) {
      endOfFirstQuote(order);
    }
  }

  private BigDecimal wanted(WorkingOrder order) {
    if (!order.role.reduces()) {
      return order.open();
    }
    BigDecimal held = step.state.quantity(order.symbol);
    return order.open().min(order.side == Side.SELL ? held : held.negate());
  }

  /** The end of what the first quote that it met has decided. */
  private void endOfFirstQuote(WorkingOrder order) {
    if (order.timeInForce.immediate()) {
      over(step, order, OrderStatus.CANCELLED, order.timeInForce + ": the rest is cancelled");
    } else if (order.type == OrderType.MARKET_ON_OPEN) {
      over(step, order, OrderStatus.EXPIRED, "the opening is over");
    } else if (order.type == OrderType.MARKET_ON_CLOSE) {
      over(step, order, OrderStatus.EXPIRED, "the session closed");
    }
  }

  /** Takes an order from the venue and protects what it has filled, if it is an entry. */
  static void over(Step step, WorkingOrder order, OrderStatus status, String reason) {
    step.end(order, status, reason);
    if (order.role == OrderRole.ENTRY && order.status.terminal()) {
      protect(step, order);
    }
  }

  /**
   * Ends the orders with terms that end with the session anyway. A decision at the very close comes
   * before that is done, and is for the next session: it must not take them for orders at work.
   */
  static void endWithSession(Step step, String symbol) {
    AccountState state = step.state;
    for (WorkingOrder order : List.copyOf(state.working)) {
      boolean terms = order.type != OrderType.MARKET && order.type != OrderType.MARKET_ON_CLOSE;
      boolean decided = order.role == OrderRole.ENTRY || order.role == OrderRole.EXIT;
      if (terms
          && decided
          && order.symbol.equals(symbol)
          && order.endsWith(state.sessionOpen, state.sessionClose)) {
        over(step, order, OrderStatus.EXPIRED, "the session closed");
      }
    }
  }

  private BigDecimal execute(WorkingOrder order, PaperVenue.Match match, boolean simulated) {
    BigDecimal quantity = match.quantity();
    if (order.role.reduces()) {
      reduce(order, quantity, match.price(), simulated);
    } else {
      quantity = enter(order, quantity, match.price(), simulated);
    }
    if (quantity.signum() > 0) {
      updateGroup(order, quantity);
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

  /** What an order has filled the others of its group may not. */
  private void updateGroup(WorkingOrder order, BigDecimal quantity) {
    if (order.ocoGroup == null) {
      return;
    }
    boolean all = order.open().signum() <= 0;
    for (WorkingOrder other : List.copyOf(step.state.working)) {
      if (other != order && order.ocoGroup.equals(other.ocoGroup)) {
        other.filledByOthers = other.filledByOthers.add(quantity);
        if (all || other.open().signum() <= 0) {
          over(step, other, OrderStatus.CANCELLED, "one cancels the other: " + order.id);
        }
      }
    }
    if (all && !order.status.terminal()) {
      over(step, order, OrderStatus.CANCELLED, "others of its group have filled the rest");
    }
  }

  /** Fills an entry with what the cash still pays for; a gap may have made it less. */
  private BigDecimal enter(
      WorkingOrder order, BigDecimal quantity, BigDecimal price, boolean simulated) {
    BigDecimal affordable =
        Sizing.affordable(step.buyingPower(order), price, costs, step.config.limits().lotSize());
    BigDecimal taken = order.side == Side.BUY ? quantity.min(affordable) : quantity;
    if (order.timeInForce == TimeInForce.FOK && taken.compareTo(quantity) < 0) {
      taken = BigDecimal.ZERO;
    }
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

  /**
   * Stop and target of what an entry has filled and that is not protected yet, one cancelling the
   * other; none for what is about to be closed.
   */
  static void protect(Step step, WorkingOrder entry) {
    boolean leaving = step.state.venue.awaitedExits.containsKey(entry.symbol);
    if (entry.filled.compareTo(entry.protectedQuantity) <= 0 || leaving || step.halted()) {
      return;
    }
    entry.protections++;
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
    entry.protectedQuantity = entry.filled;
  }

  private static WorkingOrder protection(
      Step step, WorkingOrder entry, OrderRole role, OrderType type) {
    WorkingOrder order = new WorkingOrder();
    boolean first = entry.protections == 1;
    order.id =
        first
            ? Ids.of("order", step.state.account, entry.signalId, role)
            : Ids.of("order", step.state.account, entry.signalId, role, entry.protections);
    order.signalId = entry.signalId;
    order.executionId = entry.executionId;
    order.parentId = entry.id;
    order.role = role;
    order.symbol = entry.symbol;
    order.side = entry.side == Side.BUY ? Side.SELL : Side.BUY;
    order.type = type;
    order.timeInForce = TimeInForce.GTC;
    order.quantity = entry.filled.subtract(entry.protectedQuantity);
    order.ocoGroup = first ? entry.id : entry.id + "/" + entry.protections;
    order.simulated = entry.simulated;
    return order;
  }
}
