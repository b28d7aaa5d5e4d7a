package dev.sluice.connectors.venue;

import dev.sluice.connectors.venue.VenueOrder.Stage;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.VenueRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the journal and the outbox come to. What the journal says is taken in by {@link #apply}
 * alone, at a start and after each append, so that a connector that goes on and one that begins
 * anew know the same.
 */
final class ConnectorState {
  private final Journal journal;
  private final String venue;
  private final Map<String, VenueOrder> orders = new HashMap<>();
  private final Set<String> said = new HashSet<>();
  private final Set<String> requests = new HashSet<>();

  /** Orders that may be sent, in the order of their decisions. */
  final Set<VenueOrder> waiting = new LinkedHashSet<>();

  /** Orders about which the venue is to be asked. */
  final Set<VenueOrder> unknown = new LinkedHashSet<>();

  /** Orders that are to be called off. */
  final Set<VenueOrder> cancelling = new LinkedHashSet<>();

  /** Orders that turned up at the venue after it was said that they never would. */
  final Set<VenueOrder> strays = new LinkedHashSet<>();

  final OrderNumbers numbers = new OrderNumbers();
  final Counts counts = new Counts();

  /** Up to where the venue's events were read; null for the beginning. */
  String cursor;

  /** Reports of positions so far; part of the next one's id. */
  long positionReports;

  ConnectorState(Journal journal, String venue) {
    this.journal = journal;
    this.venue = venue;
  }

  /**
   * Opens the journal and takes it in.
   *
   * @throws JournalException where it cannot be read
   */
  void restore() throws JournalException {
    for (JournalEntry entry : journal.open()) {
      apply(entry);
    }
  }

  /**
   * Refuses to go on where orders are open at another venue, which alone can say what became of
   * them. The outbox must have been taken in.
   *
   * @throws IllegalStateException naming venue and orders
   */
  void refuseOtherVenues() {
    List<String> elsewhere =
        orders.values().stream()
            .filter(order -> order.venue != null && !order.venue.equals(venue))
            .filter(order -> order.attempts > 0 && !order.ended())
            .map(order -> order.id + " at " + order.venue)
            .sorted()
            .toList();
    if (!elsewhere.isEmpty()) {
      throw new IllegalStateException(
          "venue: was %s, expected the one at which orders are open: %s"
              .formatted(venue, elsewhere));
    }
  }

  /** Writes entries, then takes them in; one that was said before is left out. */
  void write(List<JournalEntry> entries) throws JournalException {
    List<JournalEntry> fresh = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JournalEntry entry : entries) {
      if (entry.report() == null
          || (!said.contains(entry.report().id()) && ids.add(entry.report().id()))) {
        fresh.add(entry);
      }
    }
    if (!fresh.isEmpty()) {
      journal.append(fresh);
      fresh.forEach(this::apply);
    }
  }

  private void apply(JournalEntry entry) {
    String from = entry.report() == null ? entry.position().venue() : entry.report().venue();
    if (entry.cursor() != null && venue.equals(from)) {
      cursor = entry.cursor();
    }
    if (entry.position() != null) {
      positionReports++;
      return;
    }
    ExecutionReport report = entry.report();
    if (!said.add(report.id())) {
      return;
    }
    if (entry.orderNumber() != null) {
      numbers.restore(report.clientOrderId(), entry.orderNumber());
    }
    VenueOrder order = order(report.clientOrderId());
    order.changes += report.type() == ExecutionReport.Type.TRADE ? 0 : 1;
    order.venue = report.venue();
    take(report, order);
    settle(order);
  }

  private void take(ExecutionReport report, VenueOrder order) {
    switch (report.type()) {
      case SENDING -> {
        order.attempts++;
        move(order, Stage.SENDING);
      }
      case ACCEPTED -> {
        order.seen = true;
        move(order, Stage.WORKING);
      }
      case TRADE -> {
        order.seen = true;
        order.traded = order.traded.add(report.lastQuantity());
        if (order.stage == Stage.WAITING && order.attempts > 0) {
          // It arrived after all, before it was sent again.
          order.stage = Stage.UNKNOWN;
        }
        counts.trades.increment();
      }
      case CANCELLED, EXPIRED, REJECTED -> {
        order.disowned = report.venueOrderId() == null && !order.seen;
        move(order, Stage.ENDED);
      }
      case CANCEL_REJECTED -> order.cancels.keySet().removeIf(id -> said.contains(refusalOf(id)));
      case UNKNOWN -> move(order, Stage.UNKNOWN);
    }
  }

  private static void move(VenueOrder order, Stage stage) {
    if (order.stage != Stage.ENDED) {
      order.stage = stage;
    }
  }

  /** Puts an order where it belongs after a change of it. */
  void settle(VenueOrder order) {
    place(waiting, order, order.stage == Stage.WAITING && order.request != null);
    place(unknown, order, order.stage == Stage.UNKNOWN && !order.filled());
    place(
        cancelling,
        order,
        // Not by what has traded: after a split that may be more than was ordered, and not all.
        !order.cancels.isEmpty() && (order.stage == Stage.WORKING || order.stage == Stage.WAITING));
  }

  private static void place(Set<VenueOrder> set, VenueOrder order, boolean belongs) {
    if (belongs) {
      set.add(order);
    } else {
      set.remove(order);
    }
  }

  /** Takes in what the outbox holds; the first copy of a request counts. */
  void take(OutboxEntry entry) {
    VenueRequest request = entry.request();
    if (!requests.add(request.id())) {
      counts.duplicates.increment();
      return;
    }
    VenueOrder order = order(request.order().id());
    if (request.kind() == VenueRequest.Kind.CANCEL) {
      if (!said.contains(refusalOf(request.id()))) {
        order.cancels.put(request.id(), request);
      }
    } else if (order.request == null) {
      order.request = entry;
    }
    settle(order);
  }

  /** What is known of an order. */
  VenueOrder order(String clientOrderId) {
    return orders.computeIfAbsent(clientOrderId, VenueOrder::new);
  }

  /** Orders in a stage. */
  List<VenueOrder> in(Stage stage) {
    return orders.values().stream()
        .filter(order -> order.stage == stage && !order.filled())
        .toList();
  }

  boolean hasSaid(String id) {
    return said.contains(id);
  }

  /** Id of the report that a request to call an order off was refused. */
  static String refusalOf(String requestId) {
    return dev.sluice.domain.Ids.of("venue-report", "cancel-rejected", requestId);
  }
}
