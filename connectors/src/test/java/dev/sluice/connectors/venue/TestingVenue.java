package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A venue in memory that does on request what venues do wrong. It takes a client order id as often
 * as it is given one, and executes each: who sends twice has a position twice as large.
 */
final class TestingVenue {
  /** What befalls one order on its way. */
  enum Fault {
    NONE,
    /** No connection came about. */
    NO_CONNECTION,
    /** The connection is lost before the order arrives. */
    GONE_BEFORE_SEND,
    /** It arrives, and the connection is lost before the answer. */
    GONE_AFTER_SEND,
    /** The answer arrives, and then nothing does for a while. */
    GONE_AFTER_ACK,
    /** Half is filled, and then nothing arrives for a while. */
    GONE_MID_FILL,
    /** It is on its way for two seconds, during which the venue does not know it. */
    LATE,
    /** No answer for ten seconds, then none at all; it has arrived. */
    HANG,
    /** The venue does not want it. */
    REFUSED
  }

  private static final Duration OUTAGE = Duration.ofSeconds(7);
  static final Duration LATENESS = Duration.ofSeconds(2);
  static final BigDecimal PRICE = new BigDecimal("100.25");

  /** An order at the venue. */
  private static final class Resting {
    final Order order;
    final long visibleAt;
    final String id;
    BigDecimal quantity;
    BigDecimal filled = BigDecimal.ZERO;
    Type ended;

    Resting(Order order, long visibleAt, String id) {
      this.order = order;
      quantity = order.quantity();
      this.visibleAt = visibleAt;
      this.id = id;
    }
  }

  private final TestingClock clock;
  private final TestingKill kill;
  private final Random disorder;
  private final List<Resting> orders = new ArrayList<>();
  private final List<ExecutionReport> events = new ArrayList<>();
  private final Map<String, BigDecimal> positions = new TreeMap<>();
  private final Map<String, Integer> arrivals = new HashMap<>();
  private final Deque<Fault> script = new ArrayDeque<>();
  private final Map<String, Fault> byOrder = new LinkedHashMap<>();
  private long goneUntil = Long.MIN_VALUE;
  private int ids;

  /** Fills orders by themselves as time goes on. */
  boolean fills = true;

  /** Tells what it has told before, and in another order. */
  boolean disorderly;

  /** Refuses a client order id that it has. */
  boolean refusesSecondCopies;

  /** Called with each order that arrives. */
  Consumer<Order> onArrival = order -> {};

  TestingVenue(TestingClock clock, TestingKill kill, long seed) {
    this.clock = clock;
    this.kill = kill;
    this.disorder = new Random(seed);
  }

  /** What befalls the next order, then the one after it, and so on. */
  void next(Fault... faults) {
    script.addAll(List.of(faults));
  }

  /** What befalls an order when it is first sent. */
  void of(String clientOrderId, Fault fault) {
    byOrder.put(clientOrderId, fault);
  }

  /** Does not answer for a while from now. */
  void gone(Duration time) {
    goneUntil = Math.max(goneUntil, clock.nanoTime() + time.toNanos());
  }

  /** Does nothing wrong to what comes from now on. */
  void heal() {
    byOrder.clear();
    script.clear();
  }

  /** How often each order arrived. */
  Map<String, Integer> arrivals() {
    return Map.copyOf(arrivals);
  }

  Map<String, BigDecimal> positions() {
    Map<String, BigDecimal> held = new TreeMap<>(positions);
    held.values().removeIf(quantity -> quantity.signum() == 0);
    return held;
  }

  boolean isGone() {
    return clock.nanoTime() < goneUntil;
  }

  /** A connection to it. */
  VenueFactory factory() {
    return () -> {
      if (isGone()) {
        throw new VenueException("no connection", false, null);
      }
      return new Connection();
    };
  }

  /** Fills half of what is left of an order, or all where it is the second time or an odd lot. */
  void fill(String clientOrderId) {
    for (Resting resting : List.copyOf(orders)) {
      if (resting.order.id().equals(clientOrderId) && resting.ended == null) {
        fill(resting);
      }
    }
  }

  /** As {@link #fill} of an order that was called off: the fill crossed the cancel. */
  void fillAfterCancel(String clientOrderId, BigDecimal quantity) {
    Resting resting =
        orders.stream().filter(o -> o.order.id().equals(clientOrderId)).findFirst().orElseThrow();
    execute(resting, quantity);
  }

  /** Gives two new shares for an old one: an order goes on with twice as many. */
  void split(String clientOrderId) {
    for (Resting resting : orders) {
      if (resting.order.id().equals(clientOrderId)) {
        resting.quantity = resting.quantity.add(resting.quantity);
        resting.filled = resting.filled.add(resting.filled);
      }
    }
  }

  /** Ends an order's time. */
  void expire(String clientOrderId) {
    for (Resting resting : orders) {
      if (resting.order.id().equals(clientOrderId) && resting.ended == null) {
        resting.ended = Type.EXPIRED;
        event(resting, Type.EXPIRED, null);
      }
    }
  }

  private void fill(Resting resting) {
    BigDecimal left = resting.quantity.subtract(resting.filled);
    BigDecimal half = left.divideToIntegralValue(BigDecimal.valueOf(2));
    boolean first = resting.filled.signum() == 0 && half.signum() > 0;
    execute(resting, first ? half : left);
  }

  private void execute(Resting resting, BigDecimal quantity) {
    if (quantity.signum() <= 0) {
      return;
    }
    resting.filled = resting.filled.add(quantity);
    BigDecimal signed = resting.order.side() == Side.BUY ? quantity : quantity.negate();
    positions.merge(resting.order.symbol(), signed, BigDecimal::add);
    if (resting.filled.compareTo(resting.quantity) >= 0 && resting.ended == null) {
      resting.ended = Type.TRADE;
    }
    event(resting, Type.TRADE, quantity);
  }

  private void event(Resting resting, Type type, BigDecimal quantity) {
    events.add(report(resting, type, quantity, "event-" + ++ids));
  }

  private ExecutionReport report(Resting resting, Type type, BigDecimal quantity, String id) {
    boolean trade = quantity != null;
    return new ExecutionReport(
        id,
        resting.order.account(),
        "testing",
        type,
        resting.order.id(),
        resting.id,
        quantity,
        trade ? PRICE : null,
        resting.filled,
        trade ? BigDecimal.ONE : null,
        null,
        clock.instant(),
        null,
        0,
        true);
  }

  private ExecutionReport arrive(Order order, Fault fault) {
    arrivals.merge(order.id(), 1, Integer::sum);
    onArrival.accept(order);
    boolean second = orders.stream().anyMatch(o -> o.order.id().equals(order.id()));
    long late = fault == Fault.LATE ? LATENESS.toNanos() : 0;
    Resting resting = new Resting(order, clock.nanoTime() + late, "venue-" + ++ids);
    if (fault == Fault.REFUSED || (second && refusesSecondCopies)) {
      event(resting, Type.REJECTED, null);
      if (fault == Fault.REFUSED) {
        resting.ended = Type.REJECTED;
        orders.add(resting);
      }
      return report(resting, Type.REJECTED, null, "answer-" + ++ids);
    }
    orders.add(resting);
    if (fault == Fault.GONE_MID_FILL) {
      // Before the answer, as venues do.
      fill(resting);
    }
    if (fault != Fault.LATE) {
      event(resting, Type.ACCEPTED, null);
    }
    return report(resting, Type.ACCEPTED, null, "answer-" + ++ids);
  }

  /** Lets orders that are visible trade. */
  void trade() {
    if (fills && !isGone()) {
      for (Resting resting : List.copyOf(orders)) {
        if (resting.ended == null && resting.visibleAt <= clock.nanoTime()) {
          fill(resting);
        }
      }
    }
  }

  private Optional<Resting> visible(String clientOrderId) {
    return orders.stream()
        .filter(o -> o.order.id().equals(clientOrderId))
        .filter(o -> o.visibleAt <= clock.nanoTime())
        .findFirst();
  }

  /** One connection; of no use once it was closed or lost. */
  private final class Connection implements Venue {
    private boolean lost;

    @Override
    public String name() {
      return "testing";
    }

    private void answer() throws VenueException {
      if (lost || isGone()) {
        lost = true;
        throw new VenueException("connection lost", true, null);
      }
    }

    private VenueException lose(boolean mayHaveArrived) {
      lost = true;
      return new VenueException("connection lost", mayHaveArrived, null);
    }

    @Override
    public ExecutionReport place(Order order) throws VenueException {
      kill.before();
      answer();
      Fault scripted = script.isEmpty() ? Fault.NONE : script.removeFirst();
      Fault own = byOrder.remove(order.id());
      Fault fault = own == null ? scripted : own;
      switch (fault) {
        case NO_CONNECTION -> throw lose(false);
        case GONE_BEFORE_SEND -> {
          gone(OUTAGE);
          throw lose(true);
        }
        default -> {}
      }
      ExecutionReport answer = arrive(order, fault);
      kill.after();
      switch (fault) {
        case GONE_AFTER_SEND -> {
          gone(OUTAGE);
          throw lose(true);
        }
        case HANG -> {
          clock.advance(Duration.ofSeconds(10));
          throw lose(true);
        }
        case LATE -> throw lose(true);
        case GONE_AFTER_ACK, GONE_MID_FILL -> gone(OUTAGE);
        default -> {}
      }
      return answer;
    }

    @Override
    public ExecutionReport cancel(Order order) throws VenueException {
      kill.before();
      answer();
      Optional<Resting> found = visible(order.id());
      if (found.isEmpty() || found.get().ended != null) {
        Resting nothing = new Resting(order, 0, null);
        return report(nothing, Type.CANCEL_REJECTED, null, "answer-" + ++ids);
      }
      Resting resting = found.get();
      resting.ended = Type.CANCELLED;
      event(resting, Type.CANCELLED, null);
      kill.after();
      return report(resting, Type.CANCELLED, null, "answer-" + ++ids);
    }

    @Override
    public Optional<ExecutionReport> order(String clientOrderId) throws VenueException {
      kill.before();
      answer();
      kill.after();
      return visible(clientOrderId)
          .map(
              resting -> {
                boolean atWork = resting.ended == null || resting.ended == Type.TRADE;
                Type type = atWork ? Type.ACCEPTED : resting.ended;
                return report(resting, type, null, "answer-" + ++ids);
              });
    }

    @Override
    public List<String> openOrders() throws VenueException {
      answer();
      return orders.stream()
          .filter(o -> o.ended == null && o.visibleAt <= clock.nanoTime())
          .map(o -> o.order.id())
          .distinct()
          .toList();
    }

    @Override
    public Events since(String cursor, Duration wait) throws VenueException {
      kill.before();
      answer();
      // A venue that is another one, or has lost its events, may have fewer than it had.
      int from = cursor == null ? 0 : Math.min(events.size(), Integer.parseInt(cursor));
      List<ExecutionReport> told =
          new ArrayList<>(events.subList(disorderly ? Math.max(0, from - 3) : from, events.size()));
      if (disorderly) {
        Collections.shuffle(told, disorder);
      }
      kill.after();
      return new Events(told, Integer.toString(events.size()));
    }

    @Override
    public Positions positions() throws VenueException {
      kill.before();
      answer();
      kill.after();
      return new Positions(TestingVenue.this.positions(), Integer.toString(events.size()));
    }

    @Override
    public void close() {
      lost = true;
    }
  }
}
