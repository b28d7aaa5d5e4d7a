package dev.sluice.connectors.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.ControlAction;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.OrderType;
import dev.sluice.domain.trading.PositionReport;
import dev.sluice.domain.trading.Side;
import dev.sluice.domain.trading.TimeInForce;
import dev.sluice.domain.trading.VenueRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connector between a log and a venue in memory, in time that goes on only when it is told to.
 */
final class TestingDesk {
  static final String ACCOUNT = "alpha";
  static final ConnectorSettings SETTINGS =
      ConnectorSettings.DEFAULT.with(
          Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(10), 0);

  final TestingClock clock = new TestingClock();
  final TestingKill kill = new TestingKill();
  final TestingLog log = new TestingLog(kill);
  final TestingVenue venue;
  final List<Control> controls = new ArrayList<>();
  ConnectorSettings settings = SETTINGS;
  KillGate gate;
  VenueConnector connector;
  int kills;

  TestingDesk(long seed) {
    venue = new TestingVenue(clock, kill, seed);
  }

  /** Starts a connector, where one still lives beside it. */
  VenueConnector start() throws JournalException {
    gate = new KillGate(ACCOUNT, Duration.ofMillis(100), clock::nanoTime);
    controls.forEach(gate::take);
    gate.confirm(clock.nanoTime());
    connector =
        new VenueConnector(
            ACCOUNT,
            "testing",
            log.journal(),
            log.outbox(),
            gate,
            venue.factory(),
            settings,
            clock,
            clock::nanoTime);
    connector.start();
    return connector;
  }

  /** A step of the connector and a tenth of a second; a kill starts another one. */
  void step() throws JournalException {
    try {
      if (connector == null) {
        start();
      }
      gate.confirm(clock.nanoTime());
      connector.step(Duration.ZERO);
    } catch (TestingKill.Killed e) {
      kills++;
      kill.never();
      connector = null;
    }
    clock.advance(Duration.ofMillis(100));
    venue.trade();
  }

  /** Steps through so much time. */
  void run(Duration time) throws JournalException {
    long end = clock.nanoTime() + time.toNanos();
    while (clock.nanoTime() < end) {
      step();
    }
  }

  Order order(String id, String symbol, Side side, int quantity, String role) {
    return new Order(
        id,
        ACCOUNT,
        null,
        null,
        null,
        role,
        symbol,
        side,
        OrderType.MARKET,
        TimeInForce.DAY,
        BigDecimal.valueOf(quantity),
        BigDecimal.ZERO,
        null,
        null,
        null,
        OrderStatus.CREATED,
        null,
        null,
        clock.instant(),
        clock.instant(),
        1,
        true);
  }

  /** Asks for an entry of a hundred shares. */
  Order ask(String id) {
    Order order = order(id, "SPY", Side.BUY, 100, "ENTRY");
    ask(VenueRequest.place(order));
    return order;
  }

  void ask(VenueRequest request) {
    log.ask(request, clock.instant());
  }

  void control(String id, ControlAction action) {
    Instant at = clock.instant();
    control(new Control(id, ACCOUNT, action, "because", "alice", at));
  }

  void control(Control control) {
    controls.add(control);
    if (gate != null) {
      gate.take(control);
    }
  }

  List<ExecutionReport> reports() {
    return log.entries().stream().map(JournalEntry::report).filter(r -> r != null).toList();
  }

  List<Type> types(String clientOrderId) {
    return reports().stream()
        .filter(r -> r.clientOrderId().equals(clientOrderId))
        .map(ExecutionReport::type)
        .toList();
  }

  ExecutionReport last(String clientOrderId, Type type) {
    return reports().stream()
        .filter(r -> r.clientOrderId().equals(clientOrderId) && r.type() == type)
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError(clientOrderId + " has only " + types(clientOrderId)));
  }

  /** What must be true at any time, whatever has gone wrong. */
  void assertNothingTwice() {
    assertThat(venue.arrivals()).allSatisfy((id, n) -> assertThat(n).as(id).isEqualTo(1));
    assertThat(reports()).extracting(ExecutionReport::id).doesNotHaveDuplicates();
    Map<String, BigDecimal> booked = new TreeMap<>();
    Map<String, Boolean> sending = new HashMap<>();
    for (JournalEntry entry : log.entries()) {
      if (entry.position() != null) {
        assertThat(entry.position())
            .as("positions behind what led to them")
            .extracting(PositionReport::quantities)
            .isEqualTo(booked);
      } else if (entry.report().type() == Type.SENDING) {
        sending.put(entry.report().clientOrderId(), true);
      } else if (entry.report().type() == Type.TRADE) {
        assertThat(sending).as("said before it left").containsKey(entry.report().clientOrderId());
        book(booked, entry.report());
      }
    }
  }

  /** After all has come to rest: the journal's position is the venue's. */
  void assertPositionsMeet() {
    Map<String, BigDecimal> booked = new TreeMap<>();
    reports().stream().filter(r -> r.type() == Type.TRADE).forEach(r -> book(booked, r));
    assertThat(booked).isEqualTo(venue.positions());
  }

  private void book(Map<String, BigDecimal> booked, ExecutionReport trade) {
    VenueRequest asked =
        log.outbox().readToEnd().stream()
            .map(OutboxEntry::request)
            .filter(r -> r.order().id().equals(trade.clientOrderId()))
            .findFirst()
            .orElseThrow();
    boolean buys = asked.order().side() == Side.BUY;
    booked.merge(
        asked.order().symbol(),
        buys ? trade.lastQuantity() : trade.lastQuantity().negate(),
        BigDecimal::add);
    booked.values().removeIf(quantity -> quantity.signum() == 0);
  }
}
