package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an account makes of the reports of a venue outside the job.
 *
 * <ul>
 *   <li>An execution is a fact: it is booked once, by the venue's id, whenever it is told and in
 *       whatever state the order is. One of more than was ordered, or of an order that is not ours,
 *       halts the account.
 *   <li>An order that ends with more filled than was told goes on until the rest is told.
 *   <li>What is unknown freezes its symbol: {@link dev.sluice.domain.risk.DenialCode
 *       #ORDER_STATE_UNKNOWN}.
 *   <li>What reduces and goes past flat halts the account. An exit that the venue has ended unasked
 *       gives way to the stop and the target that were called off for it, see {@link
 *       LostProtection}.
 *   <li>Positions that differ from the venue's halt the account.
 * </ul>
 */
final class RemoteOrders {
  private final Step step;
  private final AccountState state;

  RemoteOrders(Step step) {
    this.step = step;
    state = step.state;
  }

  void take(ExecutionReport report) {
    WorkingOrder order = find(report.clientOrderId());
    if (order == null) {
      stranger(report);
      return;
    }
    switch (report.type()) {
      case TRADE -> trade(order, report);
      case SENDING -> move(order, OrderStatus.SUBMITTED, OrderStatus.UNKNOWN, report);
      case ACCEPTED -> accepted(order, report);
      case UNKNOWN -> unknown(order, report);
      case CANCEL_REJECTED -> stays(order, report);
      case CANCELLED -> over(order, OrderStatus.CANCELLED, report);
      case EXPIRED -> over(order, OrderStatus.EXPIRED, report);
      case REJECTED -> over(order, OrderStatus.REJECTED, report);
    }
  }

  private WorkingOrder find(String id) {
    for (WorkingOrder order : state.working) {
      if (order.id.equals(id)) {
        return order;
      }
    }
    return state.venue.ended.get(id);
  }

  private void stranger(ExecutionReport report) {
    String what = "order " + report.clientOrderId() + " of " + report.venue() + " is not ours";
    ignore(report, what);
    if (report.type() == ExecutionReport.Type.TRADE) {
      step.breach(
          "%s, but has filled %s"
              .formatted(what, Step.told(report.lastQuantity(), report.lastPrice())));
    }
  }

  private void ignore(ExecutionReport report, String reason) {
    if (reason != null) {
      state.venue.illegalChanges++;
    }
    step.events.add(new AccountEvent.ReportIgnored(report.id(), reason));
  }

  /** Changes an order from one state; in any other the report is late and says nothing new. */
  private void move(WorkingOrder order, OrderStatus to, OrderStatus from, ExecutionReport report) {
    if (order.status == from) {
      step.change(order, to, null, report.reason());
    } else {
      ignore(report, null);
    }
  }

  private void accepted(WorkingOrder order, ExecutionReport report) {
    boolean waits = order.status == OrderStatus.SUBMITTED || order.status == OrderStatus.UNKNOWN;
    if (!waits) {
      ignore(report, null);
      return;
    }
    boolean some = order.filled.signum() > 0;
    step.change(
        order,
        some ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED,
        null,
        report.reason() == null ? "accepted by " + report.venue() : report.reason());
  }

  private void unknown(WorkingOrder order, ExecutionReport report) {
    if (order.status.terminal() || order.status == OrderStatus.UNKNOWN) {
      ignore(report, null);
      return;
    }
    step.change(order, OrderStatus.UNKNOWN, null, report.reason());
    step.snapshot(Occasion.STATUS, step.now);
  }

  private void stays(WorkingOrder order, ExecutionReport report) {
    order.remote.cancelPending = false;
    if (order.status.terminal()) {
      ignore(report, null);
    } else {
      step.amend(order, "cancel rejected: " + report.reason());
    }
  }

  private void trade(WorkingOrder order, ExecutionReport report) {
    if (!order.remote.executions.add(report.id())) {
      ignore(report, null);
      return;
    }
    BigDecimal quantity = report.lastQuantity();
    BigDecimal price = report.lastPrice();
    boolean before = order.status.terminal();
    boolean pastFlat = order.role.reduces() && quantity.compareTo(reducible(order)) > 0;
    BigDecimal realized = step.book(order, quantity, price, report.commission());
    String told = Step.told(quantity, price);
    if (before) {
      order.updatedAt = step.now;
      step.amend(order, "told after its end: " + told);
    } else {
      boolean all = order.remaining().signum() <= 0;
      if (all) {
        retire(order);
      }
      step.change(order, all ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED, null, told);
    }
    step.filled(
        order,
        Ids.of("fill", order.id, report.id()),
        quantity,
        price,
        report.commission(),
        realized,
        report.venue(),
        report.simulated());
    afterTrade(order);
    if (pastFlat) {
      step.breach(
          "%s %s has taken %s past flat, to %s"
              .formatted(
                  order.role,
                  order.id,
                  order.symbol,
                  state.quantity(order.symbol).toPlainString()));
    }
  }

  /** What an order of its side may take from the position before that is flat. */
  private BigDecimal reducible(WorkingOrder order) {
    BigDecimal held = state.quantity(order.symbol);
    return (order.side == Side.SELL ? held : held.negate()).max(BigDecimal.ZERO);
  }

  private void afterTrade(WorkingOrder order) {
    if (order.remaining().signum() < 0) {
      step.breach(
          "order %s of %s has filled %s"
              .formatted(order.id, order.quantity.toPlainString(), order.filled.toPlainString()));
    }
    if (!order.status.terminal() && order.remote.endsAs != null) {
      endIfAllIsTold(order, "all that it has filled is told");
    }
    if (order.status.terminal()) {
      ended(order);
    }
    if (order.role.reduces() && state.holding(order.symbol).flat()) {
      for (WorkingOrder other : List.copyOf(state.working)) {
        if (other.symbol.equals(order.symbol) && other.role.reduces()) {
          step.end(other, OrderStatus.CANCELLED, "position closed by " + order.role);
        }
      }
    }
    step.snapshot(Occasion.FILL, step.now);
  }

  private void over(WorkingOrder order, OrderStatus as, ExecutionReport report) {
    order.remote.cancelPending = false;
    if (order.status.terminal()) {
      ignore(report, null);
      return;
    }
    if (as == OrderStatus.REJECTED && order.filled.signum() > 0) {
      ignore(report, "REJECTED, though it has filled " + order.filled.toPlainString());
      return;
    }
    order.remote.endsAs = as;
    order.remote.endsWith =
        report.cumulativeQuantity() == null ? order.filled : report.cumulativeQuantity();
    endIfAllIsTold(order, report.reason() == null ? as + " by " + report.venue() : report.reason());
    if (order.status.terminal()) {
      ended(order);
    } else {
      step.amend(
          order,
          "%s by %s with %s filled, of which %s is told"
              .formatted(
                  as,
                  report.venue(),
                  order.remote.endsWith.toPlainString(),
                  order.filled.toPlainString()));
    }
  }

  private void endIfAllIsTold(WorkingOrder order, String reason) {
    if (order.filled.compareTo(order.remote.endsWith) >= 0
        && step.change(order, order.remote.endsAs, null, reason)) {
      retire(order);
    }
  }

  /**
   * A person's word instead of the venue's: the order is over with what of it was told. What it was
   * for is missing then as if the venue had ended it unasked.
   */
  void settle(WorkingOrder order, String reason) {
    boolean asked = order.remote.cancelRequests > 0;
    // Should the venue come to know it after all, it must not work on there.
    order.remote.cancelPending = false;
    step.end(order, OrderStatus.CANCELLED, reason);
    order.remote.cancelPending = false;
    if (step.change(order, OrderStatus.CANCELLED, null, reason)) {
      retire(order);
      ended(order, asked);
      boolean lost = order.role == OrderRole.STOP && !asked && !step.halted();
      if (lost && !state.holding(order.symbol).flat()) {
        new LostProtection(step).pause("stop of " + order.symbol + " settled by a person");
      }
    }
  }

  private void retire(WorkingOrder order) {
    state.working.remove(order);
    state.venue.ended.put(order.id, order);
  }

  /** What follows from the end of an order, or from an execution that is told after it. */
  private void ended(WorkingOrder order) {
    ended(order, order.remote.cancelRequests > 0);
  }

  private void ended(WorkingOrder order, boolean asked) {
    if (order.role == OrderRole.FLATTEN && order.status == OrderStatus.REJECTED) {
      state.reason = "flatten of " + order.symbol + " rejected by the venue; it is still held";
      step.snapshot(Occasion.STATUS, step.now);
    }
    if (order.role == OrderRole.ENTRY) {
      Matching.protect(step, order);
    }
    leaveIfClear(order.symbol);
    boolean leaving = state.venue.awaitedExits.containsKey(order.symbol);
    boolean unasked = order.status != OrderStatus.FILLED && !asked;
    if (unasked && !leaving && !step.halted() && !state.holding(order.symbol).flat()) {
      new LostProtection(step).after(order);
    }
  }

  /** Calls off what is at work of a symbol, and closes its position once all of that is over. */
  void leave(String symbol, AwaitedExit exit) {
    state.venue.awaitedExits.put(symbol, exit);
    for (WorkingOrder order : List.copyOf(state.working)) {
      if (order.symbol.equals(symbol)) {
        step.end(order, OrderStatus.CANCELLED, exit.reason());
      }
    }
    leaveIfClear(symbol);
  }

  private void leaveIfClear(String symbol) {
    AwaitedExit exit = state.venue.awaitedExits.get(symbol);
    boolean clear = state.working.stream().noneMatch(order -> order.symbol.equals(symbol));
    if (exit != null && clear) {
      state.venue.awaitedExits.remove(symbol);
      if (!state.holding(symbol).flat()) {
        new Decisions(step).close(symbol, exit);
      }
    }
  }

  /** Compares positions; the first difference halts the account. */
  void take(PositionReport report) {
    firstDifference(report).ifPresent(step::breach);
  }

  private Optional<String> firstDifference(PositionReport report) {
    TreeSet<String> symbols = new TreeSet<>(report.quantities().keySet());
    symbols.addAll(state.holdings.keySet());
    for (String symbol : symbols) {
      BigDecimal held = state.quantity(symbol);
      BigDecimal there = report.quantities().getOrDefault(symbol, BigDecimal.ZERO);
      if (held.compareTo(there) != 0) {
        return Optional.of(
            "positions differ: %s has %s of %s, the account %s"
                .formatted(report.venue(), there.toPlainString(), symbol, held.toPlainString()));
      }
    }
    return Optional.empty();
  }
}
