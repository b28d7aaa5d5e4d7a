package dev.sluice.connectors.feed;

import java.time.Duration;

/**
 * How a feed runs.
 *
 * @param partitions number of partitions of each topic, at least 1
 * @param bound how late a record may be and still be on time
 * @param decisionLatency from a session's close to when what is decided on it takes effect
 * @param pace how fast
 * @param sessions traded sessions to complete in this run; {@link #UNLIMITED} for all there are
 */
public record FeedConfig(
    int partitions, Duration bound, Duration decisionLatency, Pace pace, int sessions) {
  /** No limit of sessions. */
  public static final int UNLIMITED = -1;

  /** The night between two sessions is longer than this, so that nothing of it is late. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);

  public FeedConfig {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions: was " + partitions + ", expected 1 or more");
    }
    if (bound.isNegative()
        || decisionLatency.isNegative()
        || bound.plus(decisionLatency).compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "bound and decisionLatency: were %s and %s, expected 0 or more and at most %s together"
              .formatted(bound, decisionLatency, LONGEST_WAIT));
    }
    if (sessions < UNLIMITED) {
      throw new IllegalArgumentException("sessions: was " + sessions + ", expected 0 or more");
    }
  }
}
