package dev.sluice.connectors.venue;

import dev.sluice.connectors.venue.VenueOrder.Stage;
import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.ExecutionReport.Type;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.VenueRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Sends what may be sent: the journal first, the gate again, then the order. */
final class OrderSender {
  /** Orders that share one journal entry; its answers wait for the last of them. */
  private static final int BATCH = 32;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final ConnectorState state;
  private final Reports reports;
  private final VenueLink link;
  private final KillGate gate;
  private final ConnectorSettings settings;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Deque<Long> lately = new ArrayDeque<>();

  OrderSender(
      ConnectorState state,
      Reports reports,
      VenueLink link,
      KillGate gate,
      ConnectorSettings settings,
      Clock clock,
      LongSupplier nanoTime) {
    this.state = state;
    this.reports = reports;
    this.link = link;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Ends what must never be sent. This needs no venue. */
  void refuse() throws JournalException {
    List<JournalEntry> entries = new ArrayList<>();
    for (VenueOrder order : state.waiting) {
      String arrival = order.attempts > 0 ? "never arrived; " : "";
      if (!order.cancels.isEmpty()) {
        entries.add(reports.cancelled(order, arrival + "called off before it was sent"));
      } else {
        refusal(order).ifPresent(reason -> entries.add(reports.rejected(order, arrival + reason)));
      }
    }
    for (VenueOrder order : state.cancelling) {
      if (order.request == null && order.stage == Stage.WAITING) {
        entries.add(reports.cancelled(order, "called off before it was asked for"));
      }
    }
    state.counts.refused.add(entries.size());
    state.write(entries);
  }

  private Optional<String> refusal(VenueOrder order) {
    Duration age = Duration.between(order.request.appendedAt(), clock.instant());
    if (age.compareTo(settings.maxAge()) > 0) {
      return Optional.of(
          "too old: asked for %s ago, expected at most %s".formatted(age, settings.maxAge()));
    }
    return gate.refusal(order.request.request());
  }

  /** Calls off what is to be called off; nothing holds that up but the throttle. */
  void cancel() throws JournalException {
    for (VenueOrder order : List.copyOf(state.strays)) {
      if (link.venue() != null && room() > 0) {
        ExecutionReport unused = cancel(order.order());
        if (link.venue() != null) {
          state.strays.remove(order);
        }
      }
    }
    for (VenueOrder order : List.copyOf(state.cancelling)) {
      for (VenueRequest request : List.copyOf(order.cancels.values())) {
        if (link.venue() != null && room() > 0 && order.stage == Stage.WORKING) {
          ExecutionReport said = cancel(request.order());
          if (said != null) {
            answer(order, request, said);
          }
        }
      }
    }
  }

  /** The venue's answer; null where there was none. */
  private ExecutionReport cancel(Order order) {
    lately.add(nanoTime.getAsLong());
    try {
      ExecutionReport said = link.venue().cancel(order);
      link.answered();
      return said;
    } catch (VenueException | RuntimeException e) {
      state.counts.failures.increment();
      link.lost(e);
      return null;
    }
  }

  private void answer(VenueOrder order, VenueRequest request, ExecutionReport said)
      throws JournalException {
    order.cancels.remove(request.id());
    state.write(
        List.of(
            said.type() == Type.CANCEL_REJECTED
                ? reports.cancelRejected(request.id(), said)
                : reports.ended(order, said)));
    state.settle(order);
  }

  /**
   * Sends the next orders.
   *
   * @return how many left
   */
  int send() throws JournalException, VenueException {
    int room = Math.min(room(), BATCH);
    if (link.venue() == null || room <= 0 || gate.doubt().isPresent()) {
      return 0;
    }
    List<VenueOrder> batch = state.waiting.stream().limit(room).toList();
    if (batch.isEmpty()) {
      return 0;
    }
    // From before the entry: a process that was frozen while it wrote must not go on to send.
    long begun = nanoTime.getAsLong();
    writeSending(batch);
    List<JournalEntry> answers = new ArrayList<>();
    int sent = 0;
    for (VenueOrder order : batch) {
      Optional<String> refusal = gate.refusal(order.request.request());
      boolean tooLate = nanoTime.getAsLong() - begun > settings.sendWindow().toNanos();
      if (refusal.isPresent()) {
        state.counts.refused.increment();
        answers.add(reports.rejected(order, refusal.get()));
      } else if (link.venue() == null || tooLate || gate.doubt().isPresent()) {
        // It certainly did not leave: it waits again, and SENDING is said again before it does.
        order.stage = Stage.WAITING;
        state.settle(order);
      } else {
        sent++;
        place(order).ifPresent(answers::add);
      }
    }
    state.write(answers);
    return sent;
  }

  private void writeSending(List<VenueOrder> batch) throws JournalException, VenueException {
    List<JournalEntry> entries = new ArrayList<>();
    Venue venue = link.venue();
    long next = venue instanceof NumberedVenue numbered ? numbered.nextOrderNumber() : 0;
    for (VenueOrder order : batch) {
      JournalEntry sending = reports.sending(order);
      entries.add(
          venue instanceof NumberedVenue
              ? sending.numbered(state.numbers.numberOf(order.id, next))
              : sending);
    }
    state.write(entries);
  }

  /** Sends one order; what is known then, or empty where it is to be asked or sent again. */
  private Optional<JournalEntry> place(VenueOrder order) {
    lately.add(nanoTime.getAsLong());
    state.counts.sent.increment();
    if (order.attempts > 1) {
      state.counts.again.increment();
    }
    try {
      ExecutionReport said = transmit(order);
      link.answered();
      return answer(order, said);
    } catch (VenueException e) {
      return unanswered(order, e, e.mayHaveArrived());
    } catch (RuntimeException e) {
      return unanswered(order, e, true);
    }
  }

  private ExecutionReport transmit(VenueOrder order) throws VenueException {
    return link.venue() instanceof NumberedVenue numbered
        ? numbered.place(order.order(), state.numbers.numberOf(order.id, 0))
        : link.venue().place(order.order());
  }

  private Optional<JournalEntry> answer(VenueOrder order, ExecutionReport said) {
    if (said.type() == Type.ACCEPTED) {
      return Optional.of(reports.accepted(order, said));
    }
    if (said.type() == Type.REJECTED && order.attempts > 1) {
      VenueEvents.doubt(state, order, said);
      return Optional.empty();
    }
    return Optional.of(reports.ended(order, said));
  }

  private Optional<JournalEntry> unanswered(VenueOrder order, Exception e, boolean mayHaveArrived) {
    state.counts.failures.increment();
    link.lost(e);
    if (!mayHaveArrived && !order.mayArrive) {
      order.stage = Stage.WAITING;
      state.settle(order);
      return Optional.empty();
    }
    order.mayArrive = true;
    order.lastSent = nanoTime.getAsLong();
    order.missed = 0;
    state.counts.unknown.increment();
    return Optional.of(reports.unknown(order, "no answer: " + e.getMessage()));
  }

  /** How many requests the venue still takes in this second. */
  private int room() {
    int most = settings.maxRequestsPerSecond();
    if (most == 0) {
      lately.clear();
      return Integer.MAX_VALUE;
    }
    long now = nanoTime.getAsLong();
    while (!lately.isEmpty() && now - lately.peekFirst() >= SECOND) {
      lately.removeFirst();
    }
    return most - lately.size();
  }
}
