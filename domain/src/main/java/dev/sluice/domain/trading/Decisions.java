package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.risk.Denial;
import dev.sluice.domain.risk.RiskChecks;
import dev.sluice.domain.sizing.SizedQuantity;
import dev.sluice.domain.sizing.SizingInput;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an account makes of signals and of a person's controls. */
final class Decisions {
  /** Of a signal's metadata: −2 to 2, for sizing by a table. */
  private static final String CONVICTION = "conviction";

  private final Step step;
  private final AccountState state;

  Decisions(Step step) {
    this.step = step;
    state = step.state;
  }

  void take(Signal signal) {
    state.lastExecutionId = signal.executionId();
    if (signal.type() == SignalType.HOLD) {
      return;
    }
    if (step.now == state.sessionClose && !step.config.remote()) {
      Matching.endWithSession(step, signal.symbol());
    }
    int held = state.quantity(signal.symbol()).signum();
    if (signal.type() == SignalType.EXIT) {
      leave(signal, held);
      return;
    }
    Side side = signal.type() == SignalType.BUY ? Side.BUY : Side.SELL;
    if (held == 0) {
      if (!workingEntry(signal, side)) {
        enter(signal, side);
      }
    } else if (held > 0 != (side == Side.BUY)) {
      exit(signal, side);
    }
  }

  /** Closes what is held, and calls off what is about to be. */
  private void leave(Signal signal, int held) {
    if (held != 0) {
      exit(signal, held > 0 ? Side.SELL : Side.BUY);
      return;
    }
    boolean entering = false;
    for (WorkingOrder order : List.copyOf(state.working)) {
      if (order.role == OrderRole.ENTRY && order.symbol.equals(signal.symbol())) {
        entering = true;
        step.end(order, OrderStatus.CANCELLED, "called off by an EXIT signal");
      }
    }
    if (entering && step.config.remote()) {
      leaveElsewhere(signal);
    }
  }

  /**
   * Closes what is held, and what fills before the venue has heard that it is called off, once
   * nothing else of the symbol is at work. An exit that waits already stays, unless it is of other
   * terms; a cancel that the venue has refused is asked for again.
   */
  private void leaveElsewhere(Signal signal) {
    AwaitedExit waiting = state.venue.awaitedExits.get(signal.symbol());
    boolean stays =
        waiting != null
            && (waiting.role() == OrderRole.FLATTEN
                || Objects.equals(waiting.terms(), signal.terms()));
    new RemoteOrders(step).leave(signal.symbol(), stays ? waiting : awaited(signal));
  }

  /**
   * True where an entry is at work: one of the other side is called off. What that has filled is
   * protected where the order that closes it may not do so at once.
   */
  private boolean workingEntry(Signal signal, Side side) {
    boolean found = false;
    boolean calledOff = false;
    for (WorkingOrder order : List.copyOf(state.working)) {
      if (order.role == OrderRole.ENTRY && order.symbol.equals(signal.symbol())) {
        found = true;
        if (order.side != side) {
          calledOff = true;
          String reason = "called off by a " + signal.type() + " signal";
          if (OrderTerms.plain(signal.terms())) {
            step.end(order, OrderStatus.CANCELLED, reason);
          } else {
            Matching.over(step, order, OrderStatus.CANCELLED, reason);
          }
        }
      }
    }
    if (calledOff && step.config.remote() && state.holding(signal.symbol()).flat()) {
      leaveElsewhere(signal);
    }
    return found;
  }

  private void exit(Signal signal, Side side) {
    workingEntry(signal, side);
    if (closing(signal)) {
      return;
    }
    if (step.config.remote()) {
      leaveElsewhere(signal);
    } else {
      close(signal.symbol(), awaited(signal));
    }
  }

  /**
   * True where an order that closes the position as the signal wants it is at work. An exit of
   * other terms gives way: at a venue outside once that has confirmed it.
   */
  private boolean closing(Signal signal) {
    for (WorkingOrder order : List.copyOf(state.working)) {
      boolean closing = order.role == OrderRole.EXIT || order.role == OrderRole.FLATTEN;
      if (!closing || !order.symbol.equals(signal.symbol())) {
        continue;
      }
      if (order.role == OrderRole.FLATTEN || OrderTerms.same(signal.terms(), order)) {
        return true;
      }
      if (!step.config.remote()) {
        step.end(order, OrderStatus.CANCELLED, "replaced: " + reason(signal));
      }
    }
    return false;
  }

  private static AwaitedExit awaited(Signal signal) {
    return new AwaitedExit(
        OrderRole.EXIT,
        signal.id(),
        signal.executionId(),
        null,
        reason(signal),
        signal.simulated(),
        signal.terms());
  }

  /** Makes the order that closes all of a position. */
  void close(String symbol, AwaitedExit exit) {
    Holding holding = state.holding(symbol);
    boolean flatten = exit.role() == OrderRole.FLATTEN;
    String signalId = flatten ? holding.signalId : exit.signalId();
    WorkingOrder order =
        order(symbol, signalId, flatten ? holding.executionId : exit.executionId(), exit.role());
    order.side = holding.quantity.signum() > 0 ? Side.SELL : Side.BUY;
    order.quantity = holding.quantity.abs();
    order.simulated = exit.simulated();
    if (!flatten) {
      closeBySignal(order, exit);
      return;
    }
    // What a person has booked comes of no signal.
    String origin = signalId == null ? symbol : signalId;
    order.id = Ids.of("order", state.account, origin, OrderRole.FLATTEN, exit.controlId());
    order.timeInForce = TimeInForce.GTC;
    Optional<Denial> denial = check(order, Optional.empty(), null);
    if (denial.isPresent()) {
      step.deny(order, denial.get().code().name(), denial.get().reason());
    } else {
      step.send(order, exit.reason());
    }
  }

  private void closeBySignal(WorkingOrder order, AwaitedExit exit) {
    OrderTerms.apply(exit.terms(), order);
    boolean rests = step.config.remote() && order.type != OrderType.MARKET;
    order.ocoGroup = rests ? order.id : null;
    decide(order, exit.reason(), Optional.empty(), null);
    if (rests && !order.status.terminal()) {
      new LostProtection(step).beside(order);
    }
  }

  private static String reason(Signal signal) {
    return signal.type() + " signal of " + signal.strategy();
  }

  /** Takes a strategy's own order. */
  void take(OrderTicket ticket) {
    if (ticket.executionId() != null) {
      state.lastExecutionId = ticket.executionId();
    }
    Holding holding = state.holding(ticket.symbol());
    boolean again = ticket.signalId().equals(holding.lastSignalId);
    WorkingOrder order = ticket.order(state.account, again ? holding.lastSignalCount + 1 : 1);
    Optional<BucketConfig> bucket = Optional.empty();
    if (order.role == OrderRole.ENTRY) {
      order.reservePrice = step.reservePrice(order);
      bucket = step.config.bucket(ticket.symbol(), ticket.strategy());
    }
    decide(order, ticket.reason(), bucket, null);
  }

  private void decide(
      WorkingOrder order, String reason, Optional<BucketConfig> bucket, String quantityUnknown) {
    Optional<Denial> denial = check(order, bucket, quantityUnknown);
    Holding holding = state.holding(order.symbol);
    holding.lastSignalCount =
        order.signalId.equals(holding.lastSignalId) ? holding.lastSignalCount + 1 : 1;
    holding.lastSignalId = order.signalId;
    if (denial.isEmpty() && order.role == OrderRole.ENTRY) {
      denial = order.protectionFlaw();
    }
    if (denial.isPresent()) {
      if (order.quantity == null || order.quantity.signum() <= 0) {
        order.quantity = step.config.limits().lotSize();
      }
      step.deny(order, denial.get().code().name(), denial.get().reason());
      return;
    }
    if (order.role == OrderRole.ENTRY) {
      SymbolMemory memory = state.risk.symbol(order.symbol);
      memory.entrySide = order.side;
      memory.entryQuantity = order.quantity;
      memory.entryAt = step.now;
      memory.bucket = bucket.map(BucketConfig::name).orElse(null);
    }
    step.send(order, reason);
  }

  private void enter(Signal signal, Side side) {
    WorkingOrder order = order(signal.symbol(), signal.id(), signal.executionId(), OrderRole.ENTRY);
    order.side = side;
    order.simulated = signal.simulated();
    order.protectiveStop = signal.stop();
    order.profitTarget = signal.target();
    OrderTerms.apply(signal.terms(), order);
    String quantityUnknown = null;
    Mark mark = state.marks.get(signal.symbol());
    if (mark != null) {
      order.reservePrice = step.reservePrice(order);
      if (order.reservePrice.signum() > 0) {
        SizedQuantity wanted = step.config.sizing().size(sizingInput(order, signal));
        quantityUnknown = wanted.unknown();
        order.quantity =
            wanted.quantity() == null ? null : inLots(wanted.quantity(), order.reservePrice);
      }
    }
    Optional<BucketConfig> bucket = step.config.bucket(signal.symbol(), signal.strategy());
    decide(order, reason(signal), bucket, quantityUnknown);
  }

  private SizingInput sizingInput(WorkingOrder order, Signal signal) {
    SymbolMemory memory = state.risk.symbols.get(signal.symbol());
    return new SizingInput(
        order.side == Side.BUY,
        state.equity(),
        order.reservePrice,
        signal.confidence(),
        signal.metadata() == null ? null : signal.metadata().get(CONVICTION),
        signal.stop(),
        signal.target(),
        memory == null ? List.of() : memory.closes);
  }

  /** Whole lots that the buying power pays for; where it pays for none, what is wanted. */
  private BigDecimal inLots(BigDecimal wanted, BigDecimal price) {
    BigDecimal lot = step.config.limits().lotSize();
    BigDecimal lots = Decimals.floorToLot(wanted, lot);
    BigDecimal affordable =
        Sizing.affordable(step.buyingPower(null), price, step.config.costs(), lot);
    if (lots.signum() == 0) {
      return wanted;
    }
    return affordable.signum() == 0 ? lots : lots.min(affordable);
  }

  private WorkingOrder order(String symbol, String signalId, String executionId, OrderRole role) {
    Holding holding = state.holding(symbol);
    boolean again = signalId != null && signalId.equals(holding.lastSignalId);
    WorkingOrder order = new WorkingOrder();
    order.id =
        again
            ? Ids.of("order", state.account, signalId, role, holding.lastSignalCount + 1)
            : Ids.of("order", state.account, signalId, role);
    order.signalId = signalId;
    order.executionId = executionId;
    order.role = role;
    order.symbol = symbol;
    order.type = OrderType.MARKET;
    order.timeInForce = TimeInForce.DAY;
    return order;
  }

  private Optional<Denial> check(
      WorkingOrder order, Optional<BucketConfig> bucket, String quantityUnknown) {
    return RiskChecks.check(
        new RiskFigures(step).of(order, bucket, quantityUnknown), state.risk.limits(step.config));
  }

  void take(Control control) {
    try {
      control.check();
      if (control.action() == ControlAction.SET_LIMIT) {
        state.risk.change(step.config, control.limit(), control.value());
      } else if (control.action().corrects()) {
        new Corrections(step).check(control);
      }
    } catch (IllegalArgumentException e) {
      step.events.add(new AccountEvent.ControlRefused(control, e.getMessage()));
      return;
    }
    step.events.add(new AccountEvent.ControlApplied(control));
    String reason = control.action() + " by " + control.requestedBy() + ": " + control.reason();
    switch (control.action()) {
      case PAUSE -> restrict(AccountStatus.PAUSED, reason);
      case COOL_DOWN ->
          state.coolingUntil =
              Math.max(state.coolingUntil, step.now + control.coolDown().toMillis());
      case CANCEL_ALL -> {
        step.cancelAll(reason);
        state.venue.awaitedExits.clear();
      }
      case FLATTEN -> flatten(control, reason);
      case REDUCE -> {
        callOffEntries(reason);
        restrict(AccountStatus.REDUCING, reason);
      }
      case HALT -> {
        step.cancelAll(reason);
        state.venue.awaitedExits.clear();
        restrict(AccountStatus.HALTED, reason);
      }
      case RESUME -> {
        state.status = AccountStatus.ACTIVE;
        state.reason = null;
        state.coolingUntil = AccountState.NEVER;
        state.limitPeakEquity = state.equity();
      }
      case SETTLE_ORDER, BOOK_TRADE -> new Corrections(step).take(control, reason);
      case SET_LIMIT -> {
        return;
      }
    }
    step.snapshot(Occasion.STATUS, step.now);
  }

  /** What entries have filled stays, and stays protected. */
  private void callOffEntries(String reason) {
    for (WorkingOrder order : List.copyOf(state.working)) {
      if (order.role == OrderRole.ENTRY) {
        Matching.over(step, order, OrderStatus.CANCELLED, reason);
      }
    }
  }

  /** A weaker act never loosens a stricter one. */
  private void restrict(AccountStatus status, String reason) {
    if (status.compareTo(state.status) >= 0) {
      state.status = status;
      state.reason = reason;
    }
  }

  private void flatten(Control control, String reason) {
    step.cancelAll(reason);
    restrict(AccountStatus.PAUSED, reason);
    AwaitedExit exit =
        new AwaitedExit(OrderRole.FLATTEN, null, null, control.id(), reason, state.simulated, null);
    for (String symbol : toFlatten()) {
      if (step.config.remote()) {
        new RemoteOrders(step).leave(symbol, exit);
      } else {
        close(symbol, exit);
      }
    }
  }

  /** What is held, and what an entry that is not over yet may still bring. */
  private Set<String> toFlatten() {
    Set<String> symbols = new TreeSet<>();
    state.holdings.forEach(
        (symbol, holding) -> {
          if (!holding.flat()) {
            symbols.add(symbol);
          }
        });
    state.working.forEach(order -> symbols.add(order.symbol));
    return symbols;
  }
}
