package dev.sluice.domain.trading;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.domain.market.BarPath;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.venue.VenueModel;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An account under test: it keeps the state and all that was said. */
final class Desk {
  /** Weekdays, 14:30 to 21:00 UTC. */
  static final TradingCalendar CALENDAR =
      new TradingCalendar() {
        @Override
        public String name() {
          return "WEEKDAYS";
        }

        @Override
        public Optional<Session> session(LocalDate date) {
          return date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0
              ? Optional.empty()
              : Optional.of(
                  new Session(
                      date,
                      date.atTime(LocalTime.of(14, 30)).toInstant(ZoneOffset.UTC),
                      date.atTime(LocalTime.of(21, 0)).toInstant(ZoneOffset.UTC)));
        }

        @Override
        public LocalDate dateOf(Instant instant) {
          return LocalDate.ofInstant(instant, ZoneOffset.UTC);
        }
      };

  /** No slippage and no commission, so that a ledger can be followed by hand. */
  static final ExecutionCosts FREE =
      new ExecutionCosts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  final AccountMachine machine;
  AccountState state;
  final List<AccountEvent> events = new ArrayList<>();
  private long sequence;
  private int signals;

  Desk(AccountConfig config) {
    machine = new AccountMachine(config, CALENDAR);
    state = machine.open();
  }

  static Desk free() {
    return new Desk(config("100000", RiskLimits.DEFAULT, FREE));
  }

  static AccountConfig config(String cash, RiskLimits limits, ExecutionCosts costs) {
    return new AccountConfig(
        "paper", Set.of(), Set.of(), new BigDecimal(cash), new BigDecimal("0.10"), limits, costs);
  }

  static RiskLimits limits(String share, String notional, boolean allowShort, String lot) {
    return new RiskLimits(
        new BigDecimal(share),
        new BigDecimal(notional),
        new BigDecimal("0.025"),
        new BigDecimal("0.08"),
        allowShort,
        new BigDecimal(lot));
  }

  /** Monday 2024-01-08 and the days after it. */
  static Instant at(int day, String time) {
    return LocalDate.of(2024, 1, 7 + day).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
  }

  static Signal signal(
      String id, Instant at, SignalType type, double confidence, String stop, String target) {
    return new Signal(
        id,
        "execution-" + id,
        "rule",
        "SPY",
        type,
        confidence,
        new BigDecimal("100"),
        stop == null ? null : new BigDecimal(stop),
        target == null ? null : new BigDecimal(target),
        at,
        null,
        null,
        null,
        Map.of(),
        true);
  }

  static Control control(String id, Instant at, ControlAction action) {
    return new Control(id, "*", action, "test", "alice", at);
  }

  Desk quote(Instant at, double bid, double ask) {
    return quote("SPY", at, bid, Double.NaN, ask, Double.NaN);
  }

  Desk quote(String symbol, Instant at, double bid, double bidSize, double ask, double askSize) {
    events.addAll(
        machine.apply(
            state,
            Tick.quote(
                symbol, ++sequence, at.toEpochMilli(), bid, bidSize, ask, askSize, "test", true)));
    return this;
  }

  Desk trade(Instant at, double price) {
    events.addAll(
        machine.apply(
            state, Tick.trade("SPY", ++sequence, at.toEpochMilli(), price, 0.4, "test", true)));
    return this;
  }

  Desk split(Instant at, double factor) {
    events.addAll(
        machine.apply(
            state, Tick.split("SPY", ++sequence, at.toEpochMilli(), factor, "test", true)));
    return this;
  }

  Desk buy(Instant at) {
    return take(signal("s" + ++signals, at, SignalType.BUY, 1, null, null));
  }

  Desk buy(Instant at, String stop, String target) {
    return take(signal("s" + ++signals, at, SignalType.BUY, 1, stop, target));
  }

  Desk sell(Instant at) {
    return take(signal("s" + ++signals, at, SignalType.SELL, 1, null, null));
  }

  /** A signal of full confidence about any symbol. */
  Desk signal(String symbol, Instant at, SignalType type, String strategy) {
    return signal(symbol, at, type, strategy, null);
  }

  /** A signal of full confidence and of terms, null for none. */
  Desk signal(String symbol, Instant at, SignalType type, String strategy, OrderTerms terms) {
    return take(
        new Signal(
            "s" + ++signals,
            "execution",
            strategy,
            symbol,
            type,
            1,
            null,
            null,
            null,
            at,
            null,
            null,
            null,
            Map.of(),
            true,
            terms));
  }

  Desk set(Instant at, String limit, String value) {
    events.addAll(
        machine.apply(
            state,
            new Control(
                "set-" + at + limit,
                "paper",
                ControlAction.SET_LIMIT,
                "test",
                "alice",
                at,
                limit,
                value)));
    return this;
  }

  Desk take(Signal signal) {
    events.addAll(machine.apply(state, signal));
    return this;
  }

  /** An account without limits that matter, on a venue. */
  static Desk on(VenueModel model) {
    return new Desk(
        new AccountConfig(
            "paper",
            Set.of(),
            Set.of(),
            new BigDecimal("1000000"),
            BigDecimal.ONE,
            limits("1", "1000000", false, "1"),
            new ExecutionCosts(model)));
  }

  /** A DAY entry of SPY that is still to be given its type. */
  static OrderTicket entry(String id, Instant at, OrderType type, int quantity) {
    return OrderTicket.of(
        id, "rule", "SPY", OrderRole.ENTRY, Side.BUY, type, BigDecimal.valueOf(quantity), at);
  }

  static OrderTicket exit(String id, Instant at, OrderType type, int quantity) {
    return OrderTicket.of(
        id, "rule", "SPY", OrderRole.EXIT, Side.SELL, type, BigDecimal.valueOf(quantity), at);
  }

  Desk place(OrderTicket ticket) {
    events.addAll(machine.apply(state, ticket));
    return this;
  }

  /** A quote with sizes. */
  Desk quote(Instant at, double bid, double bidSize, double ask, double askSize) {
    return quote("SPY", at, bid, bidSize, ask, askSize);
  }

  Desk print(Instant at, double price, double size) {
    events.addAll(
        machine.apply(
            state, Tick.trade("SPY", ++sequence, at.toEpochMilli(), price, size, "test", true)));
    return this;
  }

  /** A session's bar, as its path. */
  Desk bar(int day, double open, double high, double low, double close, double volume) {
    Instant start = at(day, "14:30:00");
    RawBar bar =
        new RawBar(
            "SPY",
            Timeframe.SESSION,
            start,
            at(day, "21:00:00"),
            LocalDate.of(2024, 1, 7 + day),
            open,
            high,
            low,
            close,
            volume,
            1,
            0,
            "test",
            true,
            false);
    for (Tick quote : BarPath.quotes(bar)) {
      events.addAll(machine.apply(state, quote));
    }
    return this;
  }

  /** The only order that a ticket made. */
  Order ordered(String signalId) {
    List<Order> found =
        orders().stream()
            .filter(o -> o.signalId().equals(signalId) && o.parentId() == null)
            .toList();
    return found.get(found.size() - 1);
  }

  /** What an order filled, as {@code quantity@price …}. */
  String filled(String signalId) {
    return fills().stream()
        .filter(f -> f.orderId().equals(ordered(signalId).id()))
        .map(f -> f.quantity().toPlainString() + "@" + f.price().toPlainString())
        .collect(Collectors.joining(" "));
  }

  Desk act(Instant at, ControlAction action) {
    events.addAll(machine.apply(state, control("c" + at, at, action)));
    return this;
  }

  Desk advance(Instant at) {
    events.addAll(machine.advanceTo(state, at.toEpochMilli()));
    return this;
  }

  /** Every order in its latest state, by the order of making. */
  List<Order> orders() {
    Map<String, Order> latest = new LinkedHashMap<>();
    for (AccountEvent event : events) {
      if (event instanceof AccountEvent.OrderChanged changed) {
        latest.put(changed.order().id(), changed.order());
      }
    }
    return List.copyOf(latest.values());
  }

  Order order(OrderRole role) {
    List<Order> found = orders().stream().filter(o -> o.role().equals(role.name())).toList();
    return found.get(found.size() - 1);
  }

  List<Fill> fills() {
    return events.stream()
        .filter(AccountEvent.Filled.class::isInstance)
        .map(e -> ((AccountEvent.Filled) e).fill())
        .toList();
  }

  List<AccountEvent.Snapshot> snapshots(AccountEvent.Occasion occasion) {
    return events.stream()
        .filter(AccountEvent.Snapshot.class::isInstance)
        .map(AccountEvent.Snapshot.class::cast)
        .filter(s -> s.occasion() == occasion)
        .toList();
  }
}
