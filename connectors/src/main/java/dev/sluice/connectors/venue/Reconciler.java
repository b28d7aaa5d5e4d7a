package dev.sluice.connectors.venue;

import dev.sluice.connectors.venue.VenueOrder.Stage;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Finds out what became of orders that nobody knows of, before anything is sent again. */
final class Reconciler {
  /** Asked at least so often, on one connection, before an order counts as never arrived. */
  private static final int ASKED_OFTEN_ENOUGH = 2;

  private final ConnectorState state;
  private final Reports reports;
  private final VenueEvents events;
  private final VenueLink link;
  private final ConnectorSettings settings;
  private final LongSupplier nanoTime;

  Reconciler(
      ConnectorState state,
      Reports reports,
      VenueEvents events,
      VenueLink link,
      ConnectorSettings settings,
      LongSupplier nanoTime) {
    this.state = state;
    this.reports = reports;
    this.events = events;
    this.link = link;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** After a start: what was being sent when the last connector ended is unknown, and said so. */
  void begin() throws JournalException {
    List<JournalEntry> entries = new ArrayList<>();
    for (VenueOrder order : state.in(Stage.SENDING)) {
      entries.add(reports.unknown(order, "the connector ended while it was being sent"));
    }
    state.write(entries);
    for (VenueOrder order : state.in(Stage.UNKNOWN)) {
      order.mayArrive = true;
      order.lastSent = nanoTime.getAsLong();
    }
  }

  /** After each connection: all that should be at the venue and is not, and the other way round. */
  void compareOpenOrders(Venue venue) throws VenueException, JournalException {
    Set<String> open = Set.copyOf(venue.openOrders());
    events.read(venue);
    for (String id : open) {
      events.noticeStray(state.order(id));
    }
    for (VenueOrder order : state.in(Stage.WORKING)) {
      if (!open.contains(order.id)) {
        askAboutMissing(venue, order);
      }
    }
  }

  private void askAboutMissing(Venue venue, VenueOrder order)
      throws VenueException, JournalException {
    Optional<ExecutionReport> said = venue.order(order.id);
    if (said.isEmpty()) {
      state.write(List.of(reports.unknown(order, "the venue no longer knows the order")));
    } else if (ends(said.get())) {
      found(venue, order, said.get());
    }
  }

  /** Asks about each order that is unknown and was not asked for lately. */
  void resolve(Venue venue) throws VenueException, JournalException {
    for (VenueOrder order : List.copyOf(state.unknown)) {
      long now = nanoTime.getAsLong();
      boolean asked = order.connection == link.connections();
      if (!asked || now - order.lastAsked >= settings.askEvery().toNanos()) {
        if (!asked) {
          order.missed = 0;
        }
        order.lastAsked = now;
        order.connection = link.connections();
        ask(venue, order);
      }
    }
  }

  private void ask(Venue venue, VenueOrder order) throws VenueException, JournalException {
    Optional<ExecutionReport> said = venue.order(order.id);
    ExecutionReport refusal = order.doubtfulRefusal;
    if (said.isPresent() && said.get().type() != Type.REJECTED) {
      found(venue, order, said.get());
    } else if (refusal != null || said.isPresent()) {
      events.read(venue);
      if (!order.seen) {
        state.write(List.of(reports.ended(order, said.orElse(refusal))));
      } else if (said.isPresent()) {
        state.write(List.of(reports.ended(order, said.get())));
      }
    } else {
      missed(venue, order);
    }
  }

  private void found(Venue venue, VenueOrder order, ExecutionReport said)
      throws VenueException, JournalException {
    boolean doubted = order.doubtfulRefusal != null;
    order.doubtfulRefusal = null;
    order.mayArrive = false;
    if (ends(said)) {
      // What it filled before it ended goes first, where the venue tells it already.
      events.read(venue);
      if (order.stage != Stage.ENDED) {
        state.write(List.of(reports.ended(order, said)));
      }
      return;
    }
    if (doubted && order.seen) {
      // The refusal was of a second copy, and nobody was told of it.
      order.stage = Stage.WORKING;
      state.settle(order);
    } else {
      state.write(List.of(reports.accepted(order, said)));
    }
  }

  private static boolean ends(ExecutionReport said) {
    return said.type() == Type.CANCELLED
        || said.type() == Type.EXPIRED
        || said.type() == Type.REJECTED;
  }

  private void missed(Venue venue, VenueOrder order) throws VenueException, JournalException {
    order.missed++;
    boolean sentSince = order.lastSent - link.connectedAt() > 0;
    long since = sentSince ? order.lastSent : link.connectedAt();
    boolean settled = nanoTime.getAsLong() - since >= settings.settle().toNanos();
    if (order.seen || !settled || order.missed < ASKED_OFTEN_ENOUGH) {
      return;
    }
    events.read(venue);
    if (order.seen || order.ended() || venue.openOrders().contains(order.id)) {
      return;
    }
    order.mayArrive = false;
    if (order.request == null) {
      state.write(List.of(reports.rejected(order, "never arrived, and nobody asks for it")));
    } else {
      order.stage = Stage.WAITING;
      state.settle(order);
    }
  }
}
