package dev.sluice.domain.trading;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.trading.ExecutionReport.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The book of a venue outside the job: it takes orders of any number of accounts, the market and
 * the time, and says what came of them. Orders fill by the rules of {@link PaperVenue}, so that an
 * account trades the same on it as on the venue in its own job.
 *
 * <p>It knows an account by its name and by what it has executed for it: it asks for no cash, and
 * stops no sale from going short. Orders of a group (of one account) share one quantity. Pure: the
 * same calls in the same order give the same reports, ids included; it is not safe for use by
 * several threads. All orders that it ever took stay in it.
 *
 * <p>Its clock is the event time of the market that it has seen. An order that comes before any
 * market counts as accepted just before the first.
 */
public final class PaperBook {
  private static final long NEVER = AccountState.NEVER;

  final List<BookOrder> working = new ArrayList<>();
  final Map<String, Mark> marks = new HashMap<>();
  long now = NEVER;
  long sessionOpen = NEVER;

  private final String name;
  private final ExecutionCosts costs;
  private final TradingCalendar calendar;
  private final BookMatching matching;
  private final Map<String, Map<String, BookOrder>> orders = new HashMap<>();
  private final Map<String, Tick> marked = new HashMap<>();
  private final Map<String, VenueState> traded = new HashMap<>();
  private final BookPositions positions = new BookPositions();
  private List<ExecutionReport> said = new ArrayList<>();
  private long sessionClose = NEVER;
  private long taken;

  /**
   * An empty book.
   *
   * @param name of the venue, as its reports carry it
   * @param costs the venue's models
   * @param lotSize least quantity of a fill that the market's size limits, above 0
   * @param calendar sessions of its market
   */
  public PaperBook(
      String name, ExecutionCosts costs, BigDecimal lotSize, TradingCalendar calendar) {
    this.name = Objects.requireNonNull(name, "name");
    this.costs = Objects.requireNonNull(costs, "costs");
    this.calendar = Objects.requireNonNull(calendar, "calendar");
    if (lotSize.signum() <= 0) {
      throw new IllegalArgumentException("lotSize is " + lotSize + ", expected above 0");
    }
    matching = new BookMatching(this, costs, new PaperVenue(costs, lotSize));
  }

  /**
   * Takes an order. Whether its client order id was used before is the caller's to ask; a second
   * order under the same one stands beside the first, and hides it from {@link #order}.
   *
   * @param asked id, account, symbol, side, type, time in force, quantity, prices, group and role
   *     are read; status, times and what it has filled are not
   * @param venueOrderId the venue's id of it
   * @param at event time, UTC; null, or earlier than the clock, for the clock's
   * @return what the passing of time brought; ACCEPTED or REJECTED; then, where the model lets
   *     orders meet standing quotes, executions
   */
  public List<ExecutionReport> place(Order asked, String venueOrderId, Instant at) {
    if (at != null) {
      begin(Math.max(at.toEpochMilli(), now));
    }
    BookOrder entry = BookOrder.of(++taken, asked, venueOrderId);
    WorkingOrder order = entry.order;
    orders.computeIfAbsent(asked.account(), a -> new LinkedHashMap<>()).put(order.id, entry);
    order.createdAt = now;
    order.activeAt = now == NEVER ? NEVER : now + costs.model().latency().millis(order.id);
    Optional<String> flaw = entry.flaw();
    if (flaw.isPresent()) {
      entry.change(OrderStatus.REJECTED, flaw.get(), now);
      said.add(entry.report(name, Type.REJECTED));
      return finish();
    }
    Mark standing = marks.get(order.symbol);
    if (order.type == OrderType.TRAILING_STOP && standing != null) {
      PaperVenue.trail(order, costs.traded(standing).touch(order.side));
    }
    working.add(entry);
    entry.change(OrderStatus.ACCEPTED, null, now);
    said.add(entry.report(name, Type.ACCEPTED));
    if (costs.model().standing() && now != NEVER) {
      matching.standing(entry, standing);
    }
    return finish();
  }

  /**
   * Takes an order off the book without having looked at it: what a venue does whose member may not
   * trade, or whose gateway is shut.
   *
   * @return REJECTED
   */
  public List<ExecutionReport> reject(Order asked, String venueOrderId, String reason) {
    BookOrder entry = BookOrder.of(++taken, asked, venueOrderId);
    orders.computeIfAbsent(asked.account(), a -> new LinkedHashMap<>()).put(asked.id(), entry);
    entry.order.createdAt = now;
    entry.change(OrderStatus.REJECTED, reason, now);
    said.add(entry.report(name, Type.REJECTED));
    return finish();
  }

  /**
   * Calls off what is left of an order.
   *
   * @return CANCELLED, or CANCEL_REJECTED where it is over already; empty where the account has no
   *     such order
   */
  public Optional<ExecutionReport> cancel(String account, String clientOrderId) {
    Optional<BookOrder> found = find(account, clientOrderId);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    BookOrder entry = found.get();
    if (entry.order.status.terminal()) {
      return Optional.of(
          entry.report(
              name,
              Type.CANCEL_REJECTED,
              "too late to cancel: the order is " + entry.order.status));
    }
    end(entry, OrderStatus.CANCELLED, "cancelled by its owner");
    return Optional.of(finish().get(0));
  }

  /**
   * Takes a quote, a trade print or a split.
   *
   * @return executions and ends of orders, in order
   * @throws IllegalArgumentException where it is earlier than the clock, or a split without a
   *     factor
   */
  public List<ExecutionReport> take(Tick tick) {
    if (tick.eventTime() < now) {
      throw new IllegalArgumentException(
          "eventTime is "
              + Instant.ofEpochMilli(tick.eventTime())
              + ", expected none before "
              + Instant.ofEpochMilli(now));
    }
    if (tick.kind() == TickKind.SPLIT) {
      BigDecimal factor = StockSplit.factor(tick);
      begin(tick.eventTime());
      split(tick.symbol(), factor);
      return finish();
    }
    begin(tick.eventTime());
    if (now >= sessionOpen && now <= sessionClose) {
      Mark before = marks.get(tick.symbol());
      Mark mark = Mark.after(before, tick);
      if (mark != null) {
        marks.put(tick.symbol(), mark);
        marked.put(tick.symbol(), tick);
        matching.take(tick.symbol(), mark);
      } else if (costs.model().queue().kept() && Mark.behindQuotes(before, tick)) {
        matching.print(tick.symbol(), Mark.print(tick));
      }
    }
    return finish();
  }

  /**
   * Says that the market up to a time, that time included, was taken: closes the session that ends
   * by then.
   *
   * @return executions at the close and orders whose time in force is over; empty where the time is
   *     earlier than the clock
   */
  public List<ExecutionReport> advanceTo(Instant time) {
    long millis = time.toEpochMilli();
    if (millis >= now) {
      begin(millis);
      if (sessionClose != NEVER && sessionClose <= millis) {
        close();
        now = millis;
      }
    }
    return finish();
  }

  /**
   * The state of an account's order: ACCEPTED (also where it has filled in part or whole, see the
   * cumulative quantity), CANCELLED, EXPIRED or REJECTED; empty where there is none.
   */
  public Optional<ExecutionReport> order(String account, String clientOrderId) {
    return find(account, clientOrderId)
        .map(
            entry ->
                switch (entry.order.status) {
                  case CANCELLED -> entry.report(name, Type.CANCELLED);
                  case EXPIRED -> entry.report(name, Type.EXPIRED);
                  case REJECTED -> entry.report(name, Type.REJECTED);
                  default -> entry.report(name, Type.ACCEPTED);
                });
  }

  /** Client order ids of an account's orders at work, the oldest first. */
  public List<String> open(String account) {
    return working.stream()
        .filter(entry -> entry.account.equals(account))
        .map(entry -> entry.order.id)
        .distinct()
        .toList();
  }

  /** Shares by symbol that came of an account's executions, negative for short; none that is 0. */
  public Map<String, BigDecimal> positions(String account) {
    return positions.of(account);
  }

  /** Whether an order of the symbol is at work, so that its market matters. */
  public boolean works(String symbol) {
    return working.stream().anyMatch(entry -> entry.order.symbol.equals(symbol));
  }

  /** Whether the session that is on, or the next, ends before a time, with orders at work. */
  public boolean closesBefore(Instant time) {
    return !working.isEmpty() && sessionClose != NEVER && sessionClose < time.toEpochMilli();
  }

  /** What the market of a symbol stands at: the last tick that moved it; empty before the first. */
  public Optional<Tick> marked(String symbol) {
    return Optional.ofNullable(marked.get(symbol));
  }

  /**
   * Puts the market of a symbol back to where a book before this one had it, without meeting orders
   * and without moving the clock.
   *
   * @param tick from {@link #marked} of that book
   */
  public void recall(Tick tick) {
    marks.put(tick.symbol(), Mark.after(null, tick));
    marked.put(tick.symbol(), tick);
  }

  /**
   * Puts the clock on to where a book before this one had it, where that met no order's end on the
   * way.
   *
   * @param time from {@link #clock} of that book
   */
  public void resume(Instant time) {
    begin(Math.max(now, time.toEpochMilli()));
  }

  /** Event time of what was taken last, UTC; null before the first. */
  public Instant clock() {
    return now == NEVER ? null : Instant.ofEpochMilli(now);
  }

  void fill(BookOrder entry, PaperVenue.Match match, boolean simulated) {
    WorkingOrder order = entry.order;
    VenueState months = traded.computeIfAbsent(entry.account, a -> new VenueState());
    LocalDate date = calendar.dateOf(Instant.ofEpochMilli(now));
    if (order.monthVolume == null) {
      order.monthVolume = months.monthVolume(date);
    }
    order.filled = order.filled.add(match.quantity());
    order.notional = order.notional.add(match.quantity().multiply(match.price()));
    BigDecimal commission =
        costs
            .commission(order.filled, order.notional, order.monthVolume)
            .subtract(order.commission);
    order.commission = order.commission.add(commission);
    order.fills++;
    order.simulated = simulated;
    months.traded(date, match.quantity());
    positions.take(entry.account, order, match.quantity());
    boolean complete = order.remaining().signum() == 0;
    if (complete) {
      working.remove(entry);
    }
    entry.change(complete ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED, null, now);
    said.add(entry.report(name, match, Decimals.plain(commission)));
  }

  void end(BookOrder entry, OrderStatus status, String reason) {
    if (!entry.order.status.terminal()) {
      working.remove(entry);
      entry.change(status, reason, now);
      said.add(entry.report(name, status == OrderStatus.EXPIRED ? Type.EXPIRED : Type.CANCELLED));
    }
  }

  private void begin(long time) {
    if (now == NEVER) {
      for (BookOrder entry : working) {
        entry.order.createdAt = time - 1;
        entry.order.activeAt = time - 1 + costs.model().latency().millis(entry.order.id);
      }
    }
    while (sessionClose != NEVER && sessionClose < time) {
      close();
    }
    if (sessionClose == NEVER) {
      await(time);
    }
    now = time;
  }

  private void close() {
    long close = sessionClose;
    now = close;
    matching.close();
    boolean dayOrders = false;
    for (BookOrder entry : List.copyOf(working)) {
      WorkingOrder order = entry.order;
      // An order on open that came after the open is for the next session.
      boolean forNext =
          order.createdAt >= close
              || (order.type == OrderType.MARKET_ON_OPEN && order.activeAt >= sessionOpen);
      if (order.timeInForce != TimeInForce.GTC && !forNext) {
        end(entry, OrderStatus.EXPIRED, "the session closed");
      } else {
        dayOrders |= order.timeInForce != TimeInForce.GTC;
      }
    }
    sessionOpen = NEVER;
    sessionClose = NEVER;
    if (dayOrders) {
      await(close + 1);
    }
  }

  private void await(long time) {
    Session session = calendar.awaited(Instant.ofEpochMilli(time));
    sessionOpen = session.open().toEpochMilli();
    sessionClose = session.close().toEpochMilli();
  }

  /** Orders and positions on the scale after a split, as {@link StockSplit} puts an account's. */
  private void split(String symbol, BigDecimal factor) {
    marks.computeIfPresent(symbol, (s, mark) -> mark.split(factor, now));
    for (BookOrder entry : working) {
      if (entry.order.symbol.equals(symbol)) {
        entry.split(factor, costs);
      }
    }
    positions.split(symbol, factor);
  }

  private Optional<BookOrder> find(String account, String clientOrderId) {
    return Optional.ofNullable(orders.getOrDefault(account, Map.of()).get(clientOrderId));
  }

  private List<ExecutionReport> finish() {
    List<ExecutionReport> reports = List.copyOf(said);
    said = new ArrayList<>();
    return reports;
  }
}
