package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.VenueRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one account's requests to its venue and brings back what the venue says. What it has said
 * itself, on {@code venue.reports}, is its journal and all that it remembers: an order leaves only
 * after the journal says that it is about to, and an order that may have left is asked for before
 * it is sent again. docs/venues.md has the protocol and what it rests on.
 *
 * <p>One thread does all of it, in steps. A venue that does not answer holds up nothing but itself:
 * the next step begins with another connection.
 */
public final class VenueConnector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VenueConnector.class);

  /** How long a step waits for requests where it had nothing to do. */
  private static final Duration IDLE = Duration.ofMillis(5);

  private final String account;
  private final Journal journal;
  private final Outbox outbox;
  private final KillGate gate;
  private final ConnectorSettings settings;
  private final LongSupplier nanoTime;
  private final ConnectorState state;
  private final VenueLink link;
  private final VenueEvents events;
  private final Reconciler reconciler;
  private final OrderSender sender;
  private long eventsReadAt;
  private long positionsAt;
  private boolean compared;
  private boolean positionsDue;
  private volatile boolean closing;
  private volatile ConnectorStatus status;

  /**
   * A connector of parts, see {@link KafkaConnector}.
   *
   * @param account whose requests it takes
   * @param venue name of the venue, as reports carry it
   * @param clock the wall clock, for the age of requests
   * @param nanoTime monotonic clock in nanoseconds
   */
  VenueConnector(
      String account,
      String venue,
      Journal journal,
      Outbox outbox,
      KillGate gate,
      VenueFactory factory,
      ConnectorSettings settings,
      Clock clock,
      LongSupplier nanoTime) {
    this.account = account;
    this.journal = journal;
    this.outbox = outbox;
    this.gate = gate;
    this.settings = settings;
    this.nanoTime = nanoTime;
    Reports reports = new Reports(account, venue, clock);
    this.state = new ConnectorState(journal, venue);
    this.link = new VenueLink(factory, nanoTime);
    this.events = new VenueEvents(state, reports);
    this.reconciler = new Reconciler(state, reports, events, link, settings, nanoTime);
    this.sender = new OrderSender(state, reports, link, gate, settings, clock, nanoTime);
    this.eventsReadAt = nanoTime.getAsLong() - settings.eventsEvery().toNanos();
    this.positionsAt = nanoTime.getAsLong();
    this.status = currentStatus();
  }

  /**
   * Runs until {@link #stop}.
   *
   * @throws JournalException where the journal could not be written, or a newer connector of the
   *     account has taken over; nothing is sent after that
   */
  public void run() throws JournalException {
    start();
    Duration wait = Duration.ZERO;
    while (!closing) {
      wait = step(wait) ? Duration.ZERO : IDLE;
    }
  }

  /** Asks {@link #run} to end after its present step; safe for any thread. */
  public void stop() {
    closing = true;
  }

  /** How it was after the last step; safe for any thread. */
  public ConnectorStatus status() {
    return status;
  }

  /** Takes over from whoever was before, and takes in all that was said and asked so far. */
  void start() throws JournalException {
    state.restore();
    outbox.readToEnd().forEach(this::take);
    state.refuseOtherVenues();
    reconciler.begin();
    LOG.info(
        "Account {}: {} orders to send, {} unknown",
        account,
        state.waiting.size(),
        state.unknown.size());
    status = currentStatus();
  }

  /**
   * Takes requests, asks the venue and sends.
   *
   * @return false where there was nothing to do
   */
  boolean step(Duration wait) throws JournalException {
    List<OutboxEntry> asked = outbox.poll(wait);
    asked.forEach(this::take);
    boolean busy = !asked.isEmpty();
    if (link.connect()) {
      compared = false;
      positionsDue = true;
    }
    busy |= listen();
    sender.refuse();
    sender.cancel();
    busy |= talk();
    status = currentStatus();
    return busy;
  }

  /** Only what is this account's; others share the partition. */
  private void take(OutboxEntry entry) {
    VenueRequest request = entry.request();
    if (account.equals(request.order().account())) {
      state.take(entry);
    }
  }

  /** Hears what the venue says, and asks about what is unknown. */
  private boolean listen() throws JournalException {
    Venue venue = link.venue();
    if (venue == null) {
      return false;
    }
    try {
      if (!compared) {
        if (venue instanceof NumberedVenue numbered) {
          numbered.restore(state.numbers.all());
        }
        reconciler.compareOpenOrders(venue);
        compared = true;
      }
      boolean heard = false;
      long now = nanoTime.getAsLong();
      if (now - eventsReadAt >= settings.eventsEvery().toNanos()) {
        eventsReadAt = now;
        heard = events.read(venue) > 0;
      }
      reconciler.resolve(venue);
      link.answered();
      return heard;
    } catch (VenueException | RuntimeException e) {
      state.counts.failures.increment();
      link.lost(e);
      return false;
    }
  }

  /** Sends orders, then reports positions where that is due. */
  private boolean talk() throws JournalException {
    try {
      boolean sent = link.venue() != null && sender.send() > 0;
      long now = nanoTime.getAsLong();
      positionsDue |= now - positionsAt >= settings.positionsEvery().toNanos();
      if (positionsDue && link.venue() != null && events.reportPositions(link.venue())) {
        positionsDue = false;
        positionsAt = now;
      }
      return sent;
    } catch (VenueException | RuntimeException e) {
      state.counts.failures.increment();
      link.lost(e);
      return false;
    }
  }

  private ConnectorStatus currentStatus() {
    Counts counts = state.counts;
    return new ConnectorStatus(
        link.venue() != null,
        gate.doubt().orElse(null),
        state.waiting.size(),
        state.unknown.size(),
        counts.sent.sum(),
        counts.again.sum(),
        counts.refused.sum(),
        counts.trades.sum(),
        counts.duplicates.sum(),
        counts.failures.sum(),
        counts.strays.sum());
  }

  /** Closes its clients; {@link #run} must have ended. */
  @Override
  public void close() {
    link.close();
    outbox.close();
    journal.close();
  }
}
