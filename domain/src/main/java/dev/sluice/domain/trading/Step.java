package dev.sluice.domain.trading;

import dev.sluice.domain.Ids;
import dev.sluice.domain.trading.AccountEvent.Occasion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One input's work on an account: what happens to orders, cash and positions, and what is said. */
final class Step {
  final AccountState state;
  final AccountConfig config;
  final List<AccountEvent> events = new ArrayList<>();

  /** Event time of what is being taken, epoch milliseconds, UTC. */
  long now;

  private final Function<Instant, LocalDate> dateOf;

  Step(AccountState state, AccountConfig config, Function<Instant, LocalDate> dateOf, long now) {
    this.state = state;
    this.config = config;
    this.dateOf = dateOf;
    this.now = now;
  }

  /** True where what is being taken falls into the session that is on, both ends included. */
  boolean inSession() {
    return now >= state.sessionOpen && now <= state.sessionClose;
  }

  boolean halted() {
    return state.status == AccountStatus.HALTED;
  }

  /** Publishes an order as made and sent, and as accepted or rejected by the venue. */
  void send(WorkingOrder order, String reason) {
    state.ordersMade++;
    state.risk.orderMade(now);
    order.createdAt = now;
    order.activeAt = now + config.costs().model().latency().millis(order.id);
    change(order, OrderStatus.CREATED, null, reason);
    change(order, OrderStatus.SUBMITTED, null, reason);
    Optional<String> flaw = PaperVenue.flaw(order);
    if (flaw.isPresent()) {
      change(order, OrderStatus.REJECTED, null, flaw.get());
      return;
    }
    if (config.remote()) {
      state.working.add(order);
      request(VenueRequest.place(order.toOrder(state.account, null, reason)));
      return;
    }
    Mark standing = state.marks.get(order.symbol);
    if (order.type == OrderType.TRAILING_STOP && standing != null) {
      PaperVenue.trail(order, config.costs().traded(standing).touch(order.side));
    }
    state.working.add(order);
    change(order, OrderStatus.ACCEPTED, null, reason);
  }

  void deny(WorkingOrder order, String code, String reason) {
    state.ordersDenied++;
    order.createdAt = now;
    change(order, OrderStatus.DENIED, code, reason);
  }

  /**
   * Takes an order from the venue; nothing where it is over already. A venue outside the job is
   * asked to, and the order goes on until it has answered.
   */
  void end(WorkingOrder order, OrderStatus status, String reason) {
    if (order.status.terminal()) {
      return;
    }
    if (config.remote()) {
      requestCancel(order, reason);
    } else if (change(order, status, null, reason)) {
      state.working.remove(order);
    }
  }

  private void requestCancel(WorkingOrder order, String reason) {
    if (order.remote.cancelPending) {
      return;
    }
    order.remote.cancelPending = true;
    order.remote.cancelRequests++;
    String asked = "cancel requested: " + reason;
    amend(order, asked);
    request(VenueRequest.cancel(order.toOrder(state.account, null, asked)));
  }

  private void request(VenueRequest request) {
    events.add(new AccountEvent.VenueRequested(request));
  }

  /** Stops the account because something is not as it must be, and says what. */
  void breach(String reason) {
    cancelAll(reason);
    state.venue.awaitedExits.clear();
    if (state.status != AccountStatus.HALTED) {
      state.status = AccountStatus.HALTED;
      state.reason = reason;
      snapshot(Occasion.STATUS, now);
    }
  }

  void cancelAll(String reason) {
    for (WorkingOrder order : List.copyOf(state.working)) {
      end(order, OrderStatus.CANCELLED, reason);
    }
  }

  /**
   * The one way in which an order changes its state.
   *
   * @return false where {@link OrderLifecycle} does not allow it: then nothing changed and the
   *     attempt is counted
   */
  boolean change(WorkingOrder order, OrderStatus status, String code, String reason) {
    if (!OrderLifecycle.allows(order.version == 0 ? null : order.status, status)) {
      state.venue.illegalChanges++;
      return false;
    }
    order.status = status;
    publish(order, code, reason);
    return true;
  }

  /** Publishes an order whose figures changed and whose state did not. */
  void amend(WorkingOrder order, String reason) {
    publish(order, null, reason);
  }

  private void publish(WorkingOrder order, String code, String reason) {
    order.version++;
    order.updatedAt = now;
    events.add(new AccountEvent.OrderChanged(order.toOrder(state.account, code, reason)));
  }

  /** Commission of an order of which so much has filled, rounded to the cent. */
  BigDecimal commission(WorkingOrder order, BigDecimal filled, BigDecimal notional) {
    BigDecimal before =
        order.monthVolume != null ? order.monthVolume : state.venue.monthVolume(date());
    return config.costs().commission(filled, notional, before);
  }

  /** Commission of an order once all of it has filled at the price that is expected. */
  BigDecimal expectedCommission(WorkingOrder order) {
    Mark mark = state.marks.get(order.symbol);
    BigDecimal price = order.reservePrice;
    if (price == null) {
      price = mark == null ? BigDecimal.ZERO : mark.mid();
    }
    BigDecimal notional = order.notional.add(order.remaining().multiply(price));
    return commission(order, order.quantity, notional);
  }

  /**
   * The dearest that a share of an entry is expected to fill at: what it is sized and asked about
   * its limits at, and at which cash is set aside. A purchase with a limit pays no more than that;
   * a sale gets its limit or the touch, whichever is higher. Others get the touch or their stop,
   * whichever is dearer; a stop that trails begins at its distance from the touch. All after
   * slippage.
   *
   * @return null where the symbol has no market yet
   */
  BigDecimal reservePrice(WorkingOrder order) {
    Mark mark = state.marks.get(order.symbol);
    if (mark == null) {
      return null;
    }
    ExecutionCosts costs = config.costs();
    BigDecimal price = costs.expectedPrice(mark, order.side);
    if (order.type.limits() && order.limitPrice != null) {
      return order.side == Side.BUY ? order.limitPrice : price.max(order.limitPrice);
    }
    BigDecimal stop =
        order.type == OrderType.TRAILING_STOP && PaperVenue.flaw(order).isEmpty()
            ? PaperVenue.trailed(order, costs.traded(mark).touch(order.side))
            : order.stopPrice;
    return stop == null ? price : price.max(costs.slipped(stop, order.side, null, null));
  }

  private LocalDate date() {
    return dateOf.apply(Instant.ofEpochMilli(now));
  }

  /** Cash that neither working entries nor the cover of short positions have spoken for. */
  BigDecimal buyingPower(WorkingOrder without) {
    BigDecimal free = state.cash;
    for (WorkingOrder order : state.working) {
      if (order != without && order.reservePrice != null) {
        BigDecimal commission = expectedCommission(order).subtract(order.commission);
        free = free.subtract(order.remaining().multiply(order.reservePrice)).subtract(commission);
      }
    }
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      if (entry.getValue().quantity.signum() < 0) {
        // The proceeds of a short sale and as much again.
        Mark mark = state.marks.get(entry.getKey());
        Holding holding = entry.getValue();
        BigDecimal value = mark == null ? holding.cost : holding.quantity.multiply(mark.mid());
        free = free.add(value).add(value);
      }
    }
    return free;
  }

  /**
   * Books a fill of a working order; the caller sees to what follows from it. One that the order
   * cannot have, by its state or its quantity, is refused, counted and not booked.
   */
  void fill(WorkingOrder order, BigDecimal quantity, BigDecimal price, boolean simulated) {
    boolean complete = order.remaining().compareTo(quantity) == 0;
    OrderStatus status = complete ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    if (order.remaining().compareTo(quantity) < 0 || !OrderLifecycle.allows(order.status, status)) {
      state.venue.illegalChanges++;
      return;
    }
    if (order.monthVolume == null) {
      order.monthVolume = state.venue.monthVolume(date());
    }
    BigDecimal commission =
        commission(order, order.filled.add(quantity), order.notional.add(quantity.multiply(price)))
            .subtract(order.commission);
    String id = Ids.of("fill", order.id, order.fills + 1);
    BigDecimal realized = book(order, quantity, price, commission);
    if (complete) {
      state.working.remove(order);
    }
    change(order, status, null, told(quantity, price));
    filled(order, id, quantity, price, commission, realized, PaperVenue.NAME, simulated);
  }

  /** An execution in words. */
  static String told(BigDecimal quantity, BigDecimal price) {
    return quantity.toPlainString() + " at " + price.toPlainString();
  }

  /** Publishes an execution that was booked. */
  void filled(
      WorkingOrder order,
      String id,
      BigDecimal quantity,
      BigDecimal price,
      BigDecimal commission,
      BigDecimal realized,
      String venue,
      boolean simulated) {
    events.add(
        new AccountEvent.Filled(
            new Fill(
                id,
                order.id,
                order.signalId,
                order.executionId,
                state.account,
                order.symbol,
                order.side,
                quantity,
                price,
                Decimals.plain(commission),
                Decimals.plain(realized),
                Instant.ofEpochMilli(now),
                venue,
                simulated)));
  }

  /**
   * Books an execution: on the order, the cash and the position.
   *
   * @return the P&L that it realised, before commission
   */
  BigDecimal book(
      WorkingOrder order, BigDecimal quantity, BigDecimal price, BigDecimal commission) {
    BigDecimal notional = quantity.multiply(price);
    order.filled = order.filled.add(quantity);
    order.notional = order.notional.add(notional);
    order.commission = order.commission.add(commission);
    order.fills++;
    if (order.side == Side.BUY) {
      state.boughtNotional = state.boughtNotional.add(notional);
      state.cash = state.cash.subtract(notional).subtract(commission);
    } else {
      state.soldNotional = state.soldNotional.add(notional);
      state.cash = state.cash.add(notional).subtract(commission);
    }
    state.commissions = state.commissions.add(commission);
    state.fillsTaken++;
    state.venue.traded(date(), quantity);
    Holding holding = state.holding(order.symbol);
    if (holding.flat()) {
      holding.signalId = order.signalId;
      holding.executionId = order.executionId;
    }
    BigDecimal realized = holding.fill(order.side, quantity, price);
    Buckets.booked(state, config, order.symbol, realized.subtract(commission));
    holding.filledAt = now;
    holding.closedUnreported = holding.flat();
    if (holding.flat()) {
      holding.signalId = null;
      holding.executionId = null;
    }
    revalue();
    return realized;
  }

  /** Moves the peaks and the largest drawdown to what the marks say now. */
  void revalue() {
    BigDecimal equity = state.equity();
    state.peakEquity = state.peakEquity.max(equity);
    state.limitPeakEquity = state.limitPeakEquity.max(equity);
    state.maxDrawdown = state.maxDrawdown.max(drawdown(state, equity));
  }

  static BigDecimal drawdown(AccountState state, BigDecimal equity) {
    return Decimals.plain(
        state
            .peakEquity
            .subtract(equity)
            .divide(state.peakEquity, Decimals.AVERAGE_SCALE, RoundingMode.HALF_EVEN));
  }

  void snapshot(Occasion occasion, long time) {
    state.snapshotVersion++;
    state.unreported = false;
    Instant at = Instant.ofEpochMilli(time);
    BigDecimal equity = state.equity();
    List<Position> positions = positions();
    BigDecimal realized = BigDecimal.ZERO;
    for (Holding holding : state.holdings.values()) {
      realized = realized.add(holding.realizedPnl);
    }
    BigDecimal unrealized = BigDecimal.ZERO;
    for (Position position : positions) {
      unrealized = unrealized.add(position.unrealizedPnl());
    }
    PortfolioSnapshot portfolio =
        new PortfolioSnapshot(
            Ids.of("portfolio", state.account, state.snapshotVersion),
            state.account,
            at,
            dateOf.apply(at),
            Decimals.plain(state.cash),
            Decimals.plain(equity),
            Decimals.plain(equity.subtract(state.dayStartEquity)),
            Decimals.plain(realized),
            Decimals.plain(unrealized),
            Decimals.plain(state.commissions),
            Decimals.plain(state.peakEquity),
            drawdown(state, equity),
            state.maxDrawdown,
            state.status.name(),
            state.reason,
            positions,
            state.working.size(),
            state.snapshotVersion,
            state.simulated);
    events.add(new AccountEvent.Snapshot(portfolio, occasion, state.lastExecutionId));
  }

  /** Those that are open, and those that closed since the last snapshot. */
  private List<Position> positions() {
    List<Position> positions = new ArrayList<>();
    for (Map.Entry<String, Holding> entry : state.holdings.entrySet()) {
      Holding holding = entry.getValue();
      if (!holding.flat() || holding.closedUnreported) {
        positions.add(position(entry.getKey(), holding));
        holding.closedUnreported = false;
      }
    }
    return List.copyOf(positions);
  }

  private Position position(String symbol, Holding holding) {
    Mark mark = state.marks.get(symbol);
    long updated = mark == null ? holding.filledAt : Math.max(mark.time(), holding.filledAt);
    return new Position(
        state.account,
        symbol,
        Decimals.plain(holding.quantity),
        Decimals.plain(holding.averagePrice()),
        Decimals.plain(holding.realizedPnl),
        mark == null ? null : Decimals.plain(mark.mid()),
        mark == null ? BigDecimal.ZERO : Decimals.plain(holding.unrealizedPnl(mark.mid())),
        Instant.ofEpochMilli(updated),
        state.snapshotVersion,
        state.simulated);
  }
}
