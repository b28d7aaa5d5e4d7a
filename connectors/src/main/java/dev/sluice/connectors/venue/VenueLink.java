package dev.sluice.connectors.venue;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to the venue: there, or not there and tried again after a while. */
final class VenueLink {
  private static final Logger LOG = LoggerFactory.getLogger(VenueLink.class);
  private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

  private final VenueFactory factory;
  private final LongSupplier nanoTime;
  private Venue venue;
  private long connectedAt;
  private long lostAt;
  private long pause;
  private int connections;

  VenueLink(VenueFactory factory, LongSupplier nanoTime) {
    this.factory = factory;
    this.nanoTime = nanoTime;
  }

  /** The connection; null where there is none. */
  Venue venue() {
    return venue;
  }

  /** How many connections there were, this one included. */
  int connections() {
    return connections;
  }

  /** When this one was made, by the monotonic clock. */
  long connectedAt() {
    return connectedAt;
  }

  /**
   * Makes a connection where there is none and it is time to.
   *
   * @return true where there is a new one
   */
  boolean connect() {
    if (venue != null || (pause > 0 && nanoTime.getAsLong() - lostAt < pause)) {
      return false;
    }
    try {
      venue = factory.open();
    } catch (VenueException e) {
      lost(e);
      return false;
    }
    connectedAt = nanoTime.getAsLong();
    connections++;
    LOG.info("Connected to venue {}", venue.name());
    return true;
  }

  /** The venue has answered: the next pause is a short one again. */
  void answered() {
    pause = 0;
  }

  /** Gives a connection up that did not answer; nothing is asked of it again. */
  void lost(Exception cause) {
    LOG.warn("Venue does not answer: {}", cause.toString());
    lostAt = nanoTime.getAsLong();
    pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause));
    close();
  }

  void close() {
    Venue old = venue;
    venue = null;
    if (old != null) {
      try {
        old.close();
      } catch (RuntimeException e) {
        LOG.debug("A lost connection was not closed: {}", e.toString());
      }
    }
  }
}
