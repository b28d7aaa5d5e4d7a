package dev.sluice.connectors.feed;

import dev.sluice.domain.market.Session;
import java.time.Instant;

/** Is told what a feed does, on the feed's own thread. */
public interface FeedListener {
  /**
   * A heartbeat was written to every partition. Also called once at the start of a run on a log
   * that has one, with the last.
   *
   * @throws FeedException where the feed must not go on
   */
  default void heartbeat(Instant clock) throws FeedException {}

  /**
   * Whether a session may begin; asked again until it may. A driver holds the feed back here where
   * the jobs are to follow it closely.
   */
  default boolean mayBegin(Session session) {
    return true;
  }

  /** A traded session was published to its last heartbeat. */
  default void sessionCompleted(Session session) {}

  /** The run has done all that it had to; not called where it was stopped. */
  default void finished(Instant lastHeartbeat) {}
}
