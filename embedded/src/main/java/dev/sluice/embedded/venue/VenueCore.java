package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PaperBook;
import dev.sluice.embedded.venue.VenueFault.Kind;
import dev.sluice.embedded.venue.VenueFeed.Entry;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The venue behind its interface: the book, what it did, what it has told, and the journal from
 * which all of it comes back. One lock guards it; whatever changes it is on disk before that lock
 * is given up.
 *
 * <p>The journal has what was asked and what came of it. The book is computed again from the former
 * and compared with the latter, so a journal of another configuration is refused and not
 * reinterpreted. Of ticks of a symbol without orders the last of a batch is written, since they
 * move nothing but its price.
 */
final class VenueCore implements AutoCloseable {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  private final PaperBook book;
  private final VenueFaults faults;
  private final VenueDelivery delivery;
  private final Runnable halt;
  private final VenueJournal journal;
  private final List<Entry> ledger = new ArrayList<>();
  private final VenueFeeds feeds = new VenueFeeds();
  private final Map<String, Map<String, Order>> orders = new HashMap<>();
  private final Map<String, Long> hiddenUntil = new HashMap<>();
  private JsonNode offsets = JSON.createObjectNode();
  private long steps;
  private long orderIds;
  private long lostUntil = System.nanoTime();
  private IOException broken;

  VenueCore(Path file, PaperBook book, VenueFaults faults, Runnable halt) throws IOException {
    this.book = book;
    this.faults = faults;
    this.halt = halt;
    delivery = new VenueDelivery(faults);
    journal = VenueJournal.open(file, this::again);
    tellRest();
  }

  /** What came of an order that was asked for: it, or the one that has its id. */
  record Placed(ExecutionReport report, boolean duplicate) {}

  synchronized Placed place(Order order) throws IOException {
    alive();
    String account = order.account();
    Optional<ExecutionReport> before = book.order(account, order.id());
    if (before.isPresent() && faults.on(Kind.ACCEPT_DUPLICATE_IDS, account).isEmpty()) {
      return new Placed(before.get(), true);
    }
    faults
        .on(Kind.VENUE_ORDER_ID_BACK, account)
        .ifPresent(f -> orderIds = Math.max(0, orderIds - (f.by() == null ? 1 : f.by())));
    ObjectNode step = step("order");
    step.set("order", VenueJournal.tree(JsonCodec.ORDER, order));
    step.put("venue_order_id", "V" + (orderIds + 1));
    faults
        .on(Kind.REJECT, account)
        .ifPresent(
            f -> step.put("reject", f.reason() == null ? "rejected on request" : f.reason()));
    if (book.clock() != null) {
      step.put("at", book.clock().toString());
    }
    faults
        .on(Kind.HIDE_ORDER, account)
        .ifPresent(f -> hiddenUntil.put(account + '\n' + order.id(), deadline(f)));
    List<Entry> entries = take(step);
    ExecutionReport answer = null;
    for (Entry entry : entries) {
      Type type = entry.report().type();
      if (type == Type.ACCEPTED || type == Type.REJECTED) {
        answer = entry.report();
      }
    }
    return new Placed(answer, false);
  }

  /** CANCELLED or CANCEL_REJECTED; empty where the account has no such order. */
  synchronized Optional<ExecutionReport> cancel(String account, String id) throws IOException {
    alive();
    Optional<ExecutionReport> state = book.order(account, id);
    if (state.isEmpty() || !book.open(account).contains(id)) {
      return book.cancel(account, id);
    }
    ObjectNode step = step("cancel").put("account", account).put("client_order_id", id);
    return Optional.of(take(step).get(0).report());
  }

  /** What a batch of ticks was: those taken, and those behind the clock that were left out. */
  record Market(int taken, int late) {}

  /**
   * Takes ticks in their order.
   *
   * @param next where to go on in what they come from, for who asks {@link #offsets}; null for none
   */
  synchronized Market market(List<Tick> ticks, JsonNode next) throws IOException {
    ObjectNode step = step("quotes");
    Set<String> idle = new TreeSet<>();
    // What a split leaves of a price is no tick that could be written instead.
    boolean splits = ticks.stream().anyMatch(tick -> tick.kind() == TickKind.SPLIT);
    int late = 0;
    for (Tick tick : ticks) {
      Instant time = Instant.ofEpochMilli(tick.eventTime());
      if (book.clock() != null && time.isBefore(book.clock())) {
        late++;
      } else if (!splits && idle(tick, time)) {
        book.take(tick);
        idle.add(tick.symbol());
      } else {
        step.withArray("ticks").add(VenueJournal.tree(JsonCodec.TICK, tick));
        record(step, book.take(tick));
        feeds.split(tick);
      }
    }
    if (late < ticks.size()) {
      for (String symbol : idle) {
        book.marked(symbol)
            .ifPresent(t -> step.withArray("marks").add(VenueJournal.tree(JsonCodec.TICK, t)));
      }
      step.put("to", book.clock().toString());
      if (next != null) {
        step.set("offsets", next);
      }
      finish(step);
    }
    return new Market(ticks.size() - late, late);
  }

  /** The first tick of all starts the clock, and one behind a close may end orders. */
  private boolean idle(Tick tick, Instant time) {
    return book.clock() != null && !book.works(tick.symbol()) && !book.closesBefore(time);
  }

  /** Says that the market up to a time is through. */
  synchronized void advance(Instant time) throws IOException {
    take(step("clock").put("time", time.toString()));
  }

  /** Says the same of a market that comes as ticks, where orders or their ends depend on it. */
  synchronized void passed(Instant time) throws IOException {
    if (book.closesBefore(time)) {
      advance(time);
    }
  }

  /** Lets the book take a step, writes it and tells of it. */
  private List<Entry> take(ObjectNode step) throws IOException {
    alive();
    int before = ledger.size();
    record(step, apply(step));
    finish(step);
    return List.copyOf(ledger.subList(before, ledger.size()));
  }

  private List<ExecutionReport> apply(JsonNode step) throws IOException {
    switch (step.get("do").asText()) {
      case "order":
        Order order = JsonCodec.ORDER.decode(JSON.writeValueAsBytes(step.get("order")));
        String id = step.get("venue_order_id").asText();
        orderIds = Long.parseLong(id.substring(1));
        orders.computeIfAbsent(order.account(), a -> new HashMap<>()).put(order.id(), order);
        Instant at = step.has("at") ? Instant.parse(step.get("at").asText()) : null;
        return step.has("reject")
            ? book.reject(order, id, step.get("reject").asText())
            : book.place(order, id, at);
      case "cancel":
        String account = step.get("account").asText();
        return book.cancel(account, step.get("client_order_id").asText()).stream().toList();
      case "clock":
        return book.advanceTo(Instant.parse(step.get("time").asText()));
      default:
        return List.of();
    }
  }

  private void record(ObjectNode step, List<ExecutionReport> reports) {
    for (ExecutionReport report : reports) {
      step.withArray("events").add(VenueJournal.tree(JsonCodec.EXECUTION_REPORT, report));
      ledger.add(entry(report));
    }
  }

  private Entry entry(ExecutionReport report) {
    Order order = orders.get(report.account()).get(report.clientOrderId());
    return new Entry(ledger.size() + 1L, order.symbol(), order.side(), report);
  }

  private void finish(ObjectNode step) throws IOException {
    alive();
    List<Entry> entries = new ArrayList<>();
    int events = step.path("events").size();
    for (Entry entry : ledger.subList(ledger.size() - events, ledger.size())) {
      entries.add(entry);
      lose(entry.report());
    }
    write(step, delivery.happened(entries));
  }

  /** A fill that leaves something open may be the last that anyone hears for a while. */
  private void lose(ExecutionReport report) {
    if (report.type() == Type.TRADE
        && book.open(report.account()).contains(report.clientOrderId())) {
      faults.on(Kind.PARTIAL_THEN_LOST, report.account()).ifPresent(f -> lostUntil = deadline(f));
    }
  }

  private void write(ObjectNode step, List<Entry> told) throws IOException {
    alive();
    told.forEach(entry -> step.withArray("told").add(entry.sequence()));
    try {
      if (faults.on(Kind.EXIT_IN_WRITE, null).isPresent()) {
        journal.tear(step);
        halt.run();
        throw new IOException("ended while writing, on request");
      }
      journal.append(step);
    } catch (IOException e) {
      // The book is ahead of the disk: nobody may hear of it, so there is no going on.
      broken = e;
      throw e;
    }
    steps++;
    told.forEach(feeds::tell);
    notifyAll();
  }

  private void alive() throws IOException {
    if (broken != null) {
      throw new IOException("the venue has stopped: " + broken.getMessage(), broken);
    }
  }

  /** Takes a step of the journal again. */
  private void again(JsonNode step) throws IOException {
    if (step.path("n").asLong() != steps + 1) {
      throw new IOException("n: was " + step.get("n") + ", expected " + (steps + 1));
    }
    List<ExecutionReport> reports = new ArrayList<>(apply(step));
    List<Tick> splits = new ArrayList<>();
    for (JsonNode node : step.path("ticks")) {
      Tick tick = JsonCodec.TICK.decode(JSON.writeValueAsBytes(node));
      reports.addAll(book.take(tick));
      splits.add(tick);
    }
    for (JsonNode mark : step.path("marks")) {
      book.recall(JsonCodec.TICK.decode(JSON.writeValueAsBytes(mark)));
    }
    if (step.has("to")) {
      book.resume(Instant.parse(step.get("to").asText()));
    }
    ObjectNode same = JSON.createObjectNode();
    record(same, reports);
    // As text: whoever reads a number may keep it in another form than who writes it.
    String then = step.path("events").toString();
    String now = same.path("events").toString();
    if (!then.equals(now)) {
      throw new IOException(
          "events: were " + then + ", expected " + now + " by this release and configuration");
    }
    splits.forEach(feeds::split);
    step.path("told").forEach(n -> feeds.tell(ledger.get((int) n.asLong() - 1)));
    if (step.has("offsets")) {
      offsets = step.get("offsets");
    }
    steps++;
  }

  /** What an earlier process held back and never told. */
  private synchronized void tellRest() throws IOException {
    Set<Long> told = feeds.told();
    List<Entry> rest = ledger.stream().filter(e -> !told.contains(e.sequence())).toList();
    if (!rest.isEmpty()) {
      write(step("tell"), rest);
    }
  }

  /** Tells what a fault has held back for long enough. */
  synchronized void tellOverdue() throws IOException {
    List<Entry> due = delivery.overdue();
    if (!due.isEmpty()) {
      write(step("tell"), due);
    }
  }

  private ObjectNode step(String what) {
    return JSON.createObjectNode().put("n", steps + 1).put("do", what);
  }

  private static long deadline(VenueFault fault) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(fault.time());
  }

  synchronized Optional<ExecutionReport> order(String account, String id) throws IOException {
    alive();
    return hidden(account, id) ? Optional.empty() : book.order(account, id);
  }

  synchronized List<String> open(String account) throws IOException {
    alive();
    return book.open(account).stream().filter(id -> !hidden(account, id)).toList();
  }

  private boolean hidden(String account, String id) {
    Long until = hiddenUntil.get(account + '\n' + id);
    return until != null && System.nanoTime() - until < 0;
  }

  /** True while nobody gets through. */
  synchronized boolean lost() {
    return System.nanoTime() - lostUntil < 0;
  }

  /** Waits until an account was told of an order in a way, or a time is over. */
  synchronized void awaitTold(String account, String id, Type type, Duration wait)
      throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    while (feeds.since(account, 0).stream()
            .noneMatch(e -> e.report().type() == type && e.report().clientOrderId().equals(id))
        && pause(until)) {}
  }

  /** Waits until there is something behind a cursor, the line is lost, or a time is over. */
  synchronized List<Entry> awaitSince(String account, int cursor, Duration wait)
      throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    while (feeds.since(account, cursor).isEmpty() && !lost() && pause(until)) {}
    return feeds.since(account, cursor);
  }

  private boolean pause(long until) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (left <= 0) {
      return false;
    }
    wait(left);
    return true;
  }

  /** The last cursor of an account. */
  synchronized int end(String account) throws IOException {
    alive();
    return feeds.end(account);
  }

  /** Positions, and the cursor as of which they hold. */
  synchronized ObjectNode positions(String account) throws IOException {
    alive();
    return feeds.positions(account);
  }

  /** All that the venue did, whatever it told. */
  synchronized List<Entry> ledger() throws IOException {
    alive();
    return List.copyOf(ledger);
  }

  synchronized ObjectNode health() {
    ObjectNode json = JSON.createObjectNode().put("status", broken == null ? "UP" : "DOWN");
    json.put("market_time", book.clock() == null ? null : book.clock().toString());
    json.put("events", ledger.size());
    return json.put("reason", broken == null ? null : broken.getMessage());
  }

  /** Where to go on in what the ticks come from; an empty object where that was never said. */
  synchronized JsonNode offsets() {
    return offsets;
  }

  @Override
  public synchronized void close() throws IOException {
    journal.close();
  }
}
