package dev.sluice.connectors.feed;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How far a feed is.
 *
 * @param clock event time that was published last, UTC; null before the first
 * @param sessionDate the exchange's date of the session in progress or done last; null before
 * @param sessionsCompleted traded sessions completed in this run
 * @param sessionsTotal traded sessions completed in all runs on this log
 * @param ticks data records on {@code ticks} of all runs
 * @param bars data records on {@code bars.raw} of all runs
 * @param lastHeartbeat the last heartbeat on every partition, UTC; null before the first
 * @param finished true where the run has done all that it had to: nothing more will be published
 */
public record FeedProgress(
    Instant clock,
    LocalDate sessionDate,
    int sessionsCompleted,
    int sessionsTotal,
    long ticks,
    long bars,
    Instant lastHeartbeat,
    boolean finished) {}
