package dev.sluice.connectors.venue;

import dev.sluice.connectors.venue.VenueOrder.Stage;
import dev.sluice.domain.trading.ExecutionReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what happens at the venue into the journal, each execution once, and positions behind. */
final class VenueEvents {
  private static final Logger LOG = LoggerFactory.getLogger(VenueEvents.class);
  private static final int POSITION_ATTEMPTS = 5;

  private final ConnectorState state;
  private final Reports reports;

  VenueEvents(ConnectorState state, Reports reports) {
    this.state = state;
    this.reports = reports;
  }

  /**
   * Reads on from the cursor.
   *
   * @return how many reports there were that nobody knew
   */
  int read(Venue venue) throws VenueException, JournalException {
    Venue.Events events = venue.since(state.cursor, Duration.ZERO);
    List<JournalEntry> fresh = new ArrayList<>();
    Set<String> touched = new HashSet<>();
    for (ExecutionReport said : events.reports()) {
      JournalEntry entry = entry(said, touched);
      if (entry != null) {
        fresh.add(entry);
      }
    }
    if (!fresh.isEmpty()) {
      int last = fresh.size() - 1;
      fresh.set(last, fresh.get(last).upTo(events.cursor()));
      state.write(fresh);
    }
    state.cursor = events.cursor();
    return fresh.size();
  }

  /** What the journal is told of an event; null where it knows. */
  private JournalEntry entry(ExecutionReport said, Set<String> touched) {
    VenueOrder order = state.order(said.clientOrderId());
    boolean trade = said.type() == ExecutionReport.Type.TRADE;
    if (order.attempts == 0 && !trade) {
      // Somebody else's order on the account: what it trades counts, the rest is not ours.
      return null;
    }
    if (trade || said.type() == ExecutionReport.Type.ACCEPTED) {
      noticeStray(order);
    }
    return switch (said.type()) {
      case TRADE ->
          state.hasSaid(said.id()) || !touched.add(said.id()) ? null : reports.trade(said);
      case ACCEPTED ->
          order.stage == Stage.WORKING || order.ended() || !touched.add(order.id + "+")
              ? null
              : reports.accepted(order, said);
      case CANCELLED, EXPIRED ->
          order.stage == Stage.ENDED || !touched.add(order.id) ? null : reports.ended(order, said);
      case REJECTED -> refusal(order, said, touched);
      case SENDING, UNKNOWN, CANCEL_REJECTED -> null;
    };
  }

  /** A refusal may be that of a second copy, while the first one works: then it is asked. */
  private JournalEntry refusal(VenueOrder order, ExecutionReport said, Set<String> touched) {
    if (order.ended()) {
      return null;
    }
    if (order.attempts > 1 || order.seen) {
      doubt(state, order, said);
      return null;
    }
    return touched.add(order.id) ? reports.ended(order, said) : null;
  }

  /** Has the venue asked about a refusal before it is believed. */
  static void doubt(ConnectorState state, VenueOrder order, ExecutionReport said) {
    order.doubtfulRefusal = said;
    order.stage = Stage.UNKNOWN;
    state.settle(order);
  }

  /** Has an order called off that is at the venue though it was given up. */
  void noticeStray(VenueOrder order) {
    if (order.stage == Stage.ENDED && order.disowned && order.request != null) {
      order.disowned = false;
      state.counts.strays.increment();
      state.strays.add(order);
      LOG.error("Order {} is at the venue though it was given up: it is called off", order.id);
    }
  }

  /**
   * Puts the venue's positions behind exactly the executions that led to them.
   *
   * @return false where the venue was too busy for the two to meet: to be tried again
   */
  boolean reportPositions(Venue venue) throws VenueException, JournalException {
    for (int i = 0; i < POSITION_ATTEMPTS; i++) {
      Venue.Positions positions = venue.positions();
      while (!Objects.equals(positions.cursor(), state.cursor)) {
        String before = state.cursor;
        read(venue);
        if (Objects.equals(before, state.cursor)) {
          break;
        }
      }
      if (Objects.equals(positions.cursor(), state.cursor)) {
        long number = state.positionReports + 1;
        state.write(List.of(reports.positions(positions.quantities(), positions.cursor(), number)));
        return true;
      }
    }
    return false;
  }
}
