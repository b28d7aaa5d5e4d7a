package dev.sluice.connectors.feed;

import dev.sluice.domain.market.Session;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Publishes a source to Kafka, session by session in event-time order, with heartbeats that move
 * time on where there is no data. It is the only writer of {@code ticks} and {@code bars.raw}. A
 * feed that starts on a log which it wrote before goes on behind the last record of each partition.
 *
 * <p>One thread calls {@link #run()}, once; the other methods may be called from any.
 */
public final class MarketFeed {
  private static final long POLL_MILLIS = 10;

  private final FeedSource source;
  private final FeedConfig config;
  private final FeedEncoders encoders;
  private final Consumer<byte[], byte[]> tail;
  private final List<FeedListener> listeners;
  private final FeedLog log;
  private final Throttle throttle;

  /** The places of symbols in {@link FeedSource#symbols()}, those of bars of a history. */
  private final Map<String, Integer> universe = new HashMap<>();

  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile Thread runner;
  private volatile long clock = Long.MIN_VALUE;
  private volatile FeedProgress progress = new FeedProgress(null, null, 0, 0, 0, 0, null, false);
  private int completed;
  private LocalDate sessionDate;

  /**
   * A feed.
   *
   * @param producer idempotent, see {@link FeedClients}; not closed by the feed
   * @param tail reads where the log ends, not used after the start; not closed by the feed
   * @param listeners are told in this order
   */
  public MarketFeed(
      FeedSource source,
      FeedConfig config,
      FeedEncoders encoders,
      Producer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> tail,
      List<FeedListener> listeners) {
    this.source = source;
    this.config = config;
    this.encoders = encoders;
    this.tail = tail;
    this.listeners = List.copyOf(listeners);
    this.log = new FeedLog(producer, config.partitions(), source.identity());
    this.throttle = new Throttle(config.pace(), System::nanoTime);
    source.symbols().forEach(symbol -> universe.put(symbol, universe.size()));
  }

  /**
   * Runs until the sessions asked for are completed, the source has no more, or {@link #stop()}.
   *
   * @throws FeedException where the log is another feed's, Kafka refuses a record or a listener
   *     ends it
   */
  public void run() throws FeedException {
    runner = Thread.currentThread();
    try {
      log.resume(tail);
      long last = log.lastHeartbeat();
      if (last != Long.MIN_VALUE) {
        clock = last;
        tell(last);
      }
      report(false);
      publishAll(source.slices(last == Long.MIN_VALUE ? null : Instant.ofEpochMilli(last)));
      if (!isStopped()) {
        log.flush();
        report(true);
        listeners.forEach(listener -> listener.finished(progress.lastHeartbeat()));
      }
    } catch (InterruptException e) {
      if (!isStopped()) {
        throw new FeedException("the feed was interrupted", e);
      }
    } catch (KafkaException e) {
      throw new FeedException("the feed cannot write to Kafka: " + e.getMessage(), e);
    } finally {
      runner = null;
      if (isStopped()) {
        // The interrupt was stop()'s and has done its work; who called run() is to go on cleanly.
        Thread.interrupted();
      }
    }
  }

  /** Ends {@link #run()} promptly; what was published stays. Does not wait. */
  public void stop() {
    stop.countDown();
    Thread running = runner;
    if (running != null) {
      // Kafka's producer may be waiting for room while the broker is away.
      running.interrupt();
    }
  }

  /** How far the feed is. */
  public FeedProgress progress() {
    FeedProgress known = progress;
    return clock == Long.MIN_VALUE
        ? known
        : new FeedProgress(
            Instant.ofEpochMilli(clock),
            known.sessionDate(),
            known.sessionsCompleted(),
            known.sessionsTotal(),
            known.ticks(),
            known.bars(),
            known.lastHeartbeat(),
            known.finished());
  }

  /**
   * The feed's clock: event time published last, epoch milliseconds; MIN_VALUE before the first.
   */
  public long clock() {
    return clock;
  }

  private void publishAll(Iterator<FeedSlice> slices) throws FeedException {
    while (!isStopped() && completed != config.sessions() && slices.hasNext()) {
      FeedSlice slice = slices.next();
      if (awaitLeave(slice)) {
        sessionDate = slice.session().date();
        publish(slice);
      }
    }
  }

  /** Waits until every listener lets a traded session begin; false where the feed was stopped. */
  private boolean awaitLeave(FeedSlice slice) {
    if (slice.phase() != FeedSlice.Phase.TRADED) {
      return !isStopped();
    }
    while (!isStopped()) {
      if (listeners.stream().allMatch(listener -> listener.mayBegin(slice.session()))) {
        return true;
      }
      await(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
    return false;
  }

  private void publish(FeedSlice slice) throws FeedException {
    throttle.begin(slice.session());
    long[] beats = Heartbeats.of(slice, config, source.intraday());
    long end = beats.length == 0 ? Long.MIN_VALUE : beats[beats.length - 1];
    boolean paced = slice.phase() == FeedSlice.Phase.TRADED;
    int day = (int) slice.session().date().toEpochDay();
    int beat = 0;
    int ordinal = 0;
    for (FeedEvent event : slice.events()) {
      // The clock comes first: an event at its own time is then not ahead of it.
      while (beat < beats.length && beats[beat] <= event.time()) {
        heartbeat(beats[beat++], end, slice);
      }
      if (slice.phase() == FeedSlice.Phase.TRADED
          && event.time() - log.lastHeartbeat() > Heartbeats.LONGEST_SILENCE) {
        heartbeat(event.time(), end, slice);
      }
      int place = paced ? ordinal : universe.getOrDefault(event.symbol(), ordinal);
      if (!log.holds(event, day, place)) {
        awaitDue(event.time(), paced && event.time() <= end);
        if (isStopped()) {
          return;
        }
        log.write(event, encode(event), day, place);
        clock = Math.max(clock, event.time());
      }
      ordinal++;
    }
    while (beat < beats.length) {
      heartbeat(beats[beat++], end, slice);
    }
    report(false);
  }

  private void heartbeat(long time, long end, FeedSlice slice) throws FeedException {
    if (time <= log.lastHeartbeat() || isStopped()) {
      return;
    }
    boolean traded = slice.phase() == FeedSlice.Phase.TRADED;
    awaitDue(time, traded);
    if (isStopped()) {
      return;
    }
    boolean last = traded && time == end;
    if (last) {
      completed++;
      log.completeSession();
    }
    log.heartbeat(time);
    clock = Math.max(clock, time);
    tell(time);
    report(false);
    if (last) {
      Session session = slice.session();
      listeners.forEach(listener -> listener.sessionCompleted(session));
    }
  }

  private void tell(long heartbeat) throws FeedException {
    for (FeedListener listener : listeners) {
      listener.heartbeat(Instant.ofEpochMilli(heartbeat));
    }
  }

  private byte[] encode(FeedEvent event) {
    if (event instanceof FeedEvent.OfTick tick) {
      return encoders.tick().apply(tick.tick());
    }
    if (event instanceof FeedEvent.OfBar bar) {
      return encoders.bar().apply(bar.bar());
    }
    if (event instanceof FeedEvent.OfAction action) {
      return encoders.action().apply(action.action());
    }
    return ((FeedEvent.Unreadable) event).line().getBytes(StandardCharsets.UTF_8);
  }

  private void awaitDue(long time, boolean paced) {
    long nanos = paced ? throttle.nanosUntil(time) : 0;
    while (nanos > 0 && !isStopped()) {
      await(nanos);
      nanos = throttle.nanosUntil(time);
    }
  }

  private void await(long nanos) {
    try {
      stop.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private void report(boolean finished) {
    long last = log.lastHeartbeat();
    progress =
        new FeedProgress(
            clock == Long.MIN_VALUE ? null : Instant.ofEpochMilli(clock),
            sessionDate,
            completed,
            log.sessions(),
            log.records(Topics.TICKS),
            log.records(Topics.BARS_RAW),
            last == Long.MIN_VALUE ? null : Instant.ofEpochMilli(last),
            finished);
  }
}
