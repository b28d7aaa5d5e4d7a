package dev.sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.RiskSnapshot;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The desk as it is now: what PostgreSQL had recorded, moved on by each event. Guarded by itself.
 *
 * <p>Snapshots and orders carry versions and the older one loses, so an event that comes twice, or
 * that the records already held, changes nothing.
 */
final class DeskState {
  /** From the strictest; see {@link dev.sluice.domain.trading.AccountStatus}. */
  private static final List<String> ENGINE_STATES = List.of("HALTED", "REDUCING", "PAUSED");

  private static final int KEPT = 40;
  private static final int VERSIONS = 10_000;

  /** Controls that are remembered, of those waiting and of those in force each. */
  static final int CONTROLS = 1_000;

  private static final Duration STALE = Duration.ofSeconds(30);

  /** After this a watermark stands for "the end", not for a moment. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private static final ObjectMapper MAPPER = JsonCodec.newMapper();

  private final Clock clock;
  private final boolean simulated;
  private final String flinkUrl;
  private final Map<String, ObjectNode> accounts = new TreeMap<>();
  private final Map<String, List<JsonNode>> positions = new TreeMap<>();
  private final Map<String, ObjectNode> working = new LinkedHashMap<>();

  /** Latest version of each order, so that an old state of a finished one does not revive it. */
  private final Map<String, Long> orderVersions = new LinkedHashMap<>();

  private final Map<String, ObjectNode> marks = new TreeMap<>();
  private final Recent signals = new Recent(KEPT);
  private final Recent trades = new Recent(KEPT);
  private final Recent executions = new Recent(KEPT);
  private final Recent denials = new Recent(5);
  private final Map<String, ObjectNode> pending = new LinkedHashMap<>();

  /** Ids of controls that are in force, so that one that is sent again does not wait for ever. */
  private final Set<String> inForce = new LinkedHashSet<>();

  private final Map<Integer, Instant> quotesClock = new TreeMap<>();
  private Instant marketClock;
  private Instant quoteHeard;

  DeskState(Clock clock, boolean simulated, String flinkUrl) {
    this.clock = clock;
    this.simulated = simulated;
    this.flinkUrl = flinkUrl;
  }

  /** Takes what is recorded. What events have already brought and is newer stays. */
  synchronized void seed(Rows rows) {
    for (ObjectNode account : rows.all(Select.ACCOUNTS)) {
      String name = account.path("account").asText();
      if (newer(accounts.get(name), account.path("version").asLong())) {
        accounts.put(name, account);
        positions.put(
            name,
            new ArrayList<>(
                rows.all(
                    Select.POSITIONS + " where account = ? and quantity <> 0 order by symbol",
                    name)));
        advance(Instant.parse(account.path("event_time").asText()));
      }
    }
    // Versions before the orders: an order that is filled between the two is then not working, or
    // its event is still news. The other way round its event would be dropped as known.
    rows.all(
            "select client_order_id as id, version from orders order by updated_at desc limit "
                + VERSIONS)
        .forEach(row -> see(row.path("id").asText(), row.path("version").asLong()));
    rows.all(
            Select.ORDERS
                + " where o.status in ('CREATED', 'SUBMITTED', 'ACCEPTED', 'PARTIALLY_FILLED',"
                + " 'UNKNOWN') order by o.created_at, o.client_order_id")
        .forEach(this::putOrder);
    List<ObjectNode> controls =
        rows.all(Select.CONTROLS + " order by effective_at desc, id limit " + CONTROLS);
    // Newest last, as they come by events: the oldest is forgotten first.
    Collections.reverse(controls);
    controls.forEach(control -> inForce(control.path("id").asText()));
    String latest = " limit " + KEPT;
    signals.seed(rows.all(Select.SIGNALS + " order by s.generated_at desc, s.symbol" + latest));
    trades.seed(rows.all(Select.TRADES + " order by event_time desc, id" + latest));
    executions.seed(rows.all(Select.EXECUTIONS + " order by w.started_at desc" + latest));
    denials.seed(
        rows.all(Select.ORDERS + " where o.status = 'DENIED' order by o.created_at desc limit 5"));
  }

  /** Takes an event and says what it changed; empty where it changed nothing. */
  synchronized List<Delta> apply(DeskEvent event) {
    List<Delta> deltas = new ArrayList<>();
    if (event.topic().equals(Topics.QUOTES)) {
      quoteHeard = clock.instant();
    }
    if (event.watermark() != null) {
      if (event.topic().equals(Topics.QUOTES) && event.watermark().isBefore(END_OF_TIME)) {
        quotesClock.put(event.partition(), event.watermark());
        quotesClock.values().stream().min(Instant::compareTo).ifPresent(this::advance);
        deltas.add(new Delta("clock", "clock", clockNode()));
      }
      return deltas;
    }
    change(event.value()).ifPresent(deltas::add);
    return deltas;
  }

  private Optional<Delta> change(Object value) {
    if (value instanceof PortfolioSnapshot snapshot) {
      return takePortfolio(snapshot);
    }
    if (value instanceof Tick tick) {
      return takeMark(tick);
    }
    if (value instanceof Order order) {
      return takeOrder(order);
    }
    if (value instanceof Fill fill) {
      return keep(trades, "trade", fill.id(), node(fill));
    }
    if (value instanceof Signal signal) {
      return keep(signals, "signal", signal.id(), node(signal));
    }
    if (value instanceof Execution execution) {
      return keep(executions, "execution", execution.id(), node(execution));
    }
    if (value instanceof Analysis analysis) {
      ObjectNode brief = MAPPER.createObjectNode();
      brief.put("id", analysis.id()).put("execution_id", analysis.executionId());
      brief.put("symbol", analysis.symbol()).put("status", analysis.status());
      return Optional.of(new Delta("analysis:" + analysis.id(), "analysis", brief));
    }
    if (value instanceof Artifact artifact) {
      return Optional.of(new Delta("artifact:" + artifact.id(), "artifact", node(artifact)));
    }
    if (value instanceof RiskSnapshot risk) {
      // Its figures are asked for where they are looked at: that there are others is enough.
      ObjectNode brief = MAPPER.createObjectNode();
      brief.put("account", risk.account()).put("event_time", risk.eventTime().toString());
      return Optional.of(new Delta("risk:" + risk.account(), "risk", brief));
    }
    if (value instanceof Control control) {
      inForce(control.id());
      return Optional.of(new Delta("control:" + control.id(), "control", node(control)));
    }
    throw new IllegalArgumentException("no place on the desk for " + value.getClass());
  }

  private Optional<Delta> takePortfolio(PortfolioSnapshot snapshot) {
    if (!newer(accounts.get(snapshot.account()), snapshot.version())) {
      return Optional.empty();
    }
    ObjectNode account = node(snapshot);
    account.remove("id");
    account.remove("session_date");
    account.remove("working_orders");
    List<JsonNode> open = new ArrayList<>();
    account.withArray("positions").forEach(open::add);
    account.remove("positions");
    accounts.put(snapshot.account(), account);
    positions.put(snapshot.account(), open);
    advance(snapshot.eventTime());
    ObjectNode data = MAPPER.createObjectNode();
    data.set("account", account);
    data.set("positions", MAPPER.valueToTree(open));
    return Optional.of(new Delta("portfolio:" + snapshot.account(), "portfolio", data));
  }

  private Optional<Delta> takeMark(Tick tick) {
    double price = tick.kind() == TickKind.TRADE ? tick.price() : (tick.bid() + tick.ask()) / 2;
    if (!Double.isFinite(price)) {
      return Optional.empty();
    }
    ObjectNode mark = MAPPER.createObjectNode();
    mark.put("symbol", tick.symbol()).put("price", price);
    mark.put("time", Instant.ofEpochMilli(tick.eventTime()).toString());
    mark.put("simulated", tick.simulated());
    marks.put(tick.symbol(), mark);
    return Optional.of(new Delta("mark:" + tick.symbol(), "mark", mark));
  }

  private Optional<Delta> takeOrder(Order order) {
    if (!see(order.id(), order.version())) {
      return Optional.empty();
    }
    ObjectNode node = node(order);
    putOrder(node);
    if (order.denialCode() != null) {
      denials.put(order.id(), node);
    }
    return Optional.of(new Delta("order:" + order.id(), "order", node));
  }

  private boolean see(String orderId, long version) {
    Long known = orderVersions.get(orderId);
    if (known != null && known >= version) {
      return false;
    }
    orderVersions.remove(orderId);
    orderVersions.put(orderId, version);
    if (orderVersions.size() > VERSIONS) {
      orderVersions.remove(orderVersions.keySet().iterator().next());
    }
    return true;
  }

  private void putOrder(ObjectNode order) {
    String id = order.path("id").asText();
    boolean over =
        Filter.constant("status", order.path("status").asText(), OrderStatus.class).terminal();
    if (over) {
      working.remove(id);
    } else {
      working.put(id, order);
    }
  }

  private static Optional<Delta> keep(Recent recent, String type, String id, ObjectNode node) {
    return recent.put(id, node)
        ? Optional.of(new Delta(type + ":" + id, type, node))
        : Optional.empty();
  }

  private static boolean newer(ObjectNode known, long version) {
    return known == null || known.path("version").asLong() < version;
  }

  private void advance(Instant time) {
    if (marketClock == null || time.isAfter(marketClock)) {
      marketClock = time;
    }
  }

  private void inForce(String controlId) {
    pending.remove(controlId);
    inForce.add(controlId);
    if (inForce.size() > CONTROLS) {
      inForce.remove(inForce.iterator().next());
    }
  }

  /** Remembers a control that was stored; one that is in force already waits for nothing. */
  synchronized void requested(Control control) {
    if (inForce.contains(control.id())) {
      return;
    }
    pending.put(control.id(), node(control));
    if (pending.size() > CONTROLS) {
      pending.remove(pending.keySet().iterator().next());
    }
  }

  /** Controls that were sent and are not yet known to be in force. */
  synchronized List<ObjectNode> pending() {
    return new ArrayList<>(pending.values());
  }

  /** True where the account exists. */
  synchronized boolean hasAccount(String account) {
    return accounts.containsKey(account);
  }

  synchronized List<String> accountNames() {
    return List.copyOf(accounts.keySet());
  }

  synchronized Map<String, ObjectNode> marks() {
    return new TreeMap<>(marks);
  }

  /** Market clock, feed age and their state. */
  synchronized ObjectNode clockNode() {
    ObjectNode node = MAPPER.createObjectNode();
    Instant now = clock.instant();
    node.put("market", marketClock == null ? null : marketClock.toString());
    node.put("server", now.toString());
    Long age = quoteHeard == null ? null : Duration.between(quoteHeard, now).toMillis();
    node.put("feed_age_ms", age);
    node.put("feed_state", age == null ? "NONE" : age > STALE.toMillis() ? "STALE" : "LIVE");
    return node;
  }

  /** Everything that the page shows first. */
  synchronized ObjectNode snapshot() {
    ObjectNode desk = MAPPER.createObjectNode();
    desk.put("mode", "PAPER").put("simulated", simulated).put("flink_url", flinkUrl);
    desk.set("clock", clockNode());
    desk.put("engine_state", engineState());
    desk.set("accounts", MAPPER.valueToTree(accounts.values()));
    List<JsonNode> open = new ArrayList<>();
    positions.values().forEach(open::addAll);
    desk.set("positions", MAPPER.valueToTree(open));
    desk.set("working_orders", MAPPER.valueToTree(working.values()));
    desk.set("signals", MAPPER.valueToTree(signals.latest()));
    desk.set("trades", MAPPER.valueToTree(trades.latest()));
    desk.set("executions", MAPPER.valueToTree(executions.latest()));
    desk.set("marks", MAPPER.valueToTree(marks.values()));
    desk.set("pending_controls", MAPPER.valueToTree(pending.values()));
    desk.set("denials", MAPPER.valueToTree(denials.latest()));
    return desk;
  }

  /** The worst state of any account; WAITING before the first account is known. */
  private String engineState() {
    List<String> states = accounts.values().stream().map(a -> a.path("state").asText()).toList();
    if (states.isEmpty()) {
      return "WAITING";
    }
    return ENGINE_STATES.stream().filter(states::contains).findFirst().orElse("ACTIVE");
  }

  private static ObjectNode node(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * One change.
   *
   * @param key what it is a change of: a later change with the same key replaces an earlier one
   *     that has not been sent
   * @param type name of the kind of change
   * @param data the thing as it is now
   */
  record Delta(String key, String type, ObjectNode data) {}
}
