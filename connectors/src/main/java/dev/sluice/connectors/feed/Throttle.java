package dev.sluice.connectors.feed;

import dev.sluice.domain.market.Session;
import java.util.function.LongSupplier;

/**
 * Says how long to wait before an event is due. Event time is tied to a monotonic clock anew in
 * each session, at the first event that is published, so that a pause is not caught up with.
 */
final class Throttle {
  private final Pace pace;
  private final LongSupplier nanoTime;
  private Session session;
  private long startEventTime;
  private long startNanos;
  private boolean started;

  /**
   * A throttle.
   *
   * @param nanoTime monotonic clock, nanoseconds
   */
  Throttle(Pace pace, LongSupplier nanoTime) {
    this.pace = pace;
    this.nanoTime = nanoTime;
  }

  void begin(Session of) {
    session = of;
    started = false;
  }

  /** Nanoseconds until an event of this time (epoch milliseconds) is due; 0 or less for now. */
  long nanosUntil(long eventTime) {
    long open = session.open().toEpochMilli();
    if (pace.isMax() || eventTime < open) {
      return 0;
    }
    if (!started) {
      started = true;
      startEventTime = eventTime;
      startNanos = nanoTime.getAsLong();
    }
    double due = pace.wallNanos(session, eventTime - startEventTime);
    return (long) due - (nanoTime.getAsLong() - startNanos);
  }
}
