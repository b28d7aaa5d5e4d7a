package dev.sluice.connectors.feed;

import dev.sluice.domain.market.Session;
import java.util.stream.LongStream;

/**
 * When a slice has heartbeats, epoch milliseconds UTC. A reader's watermark is the highest time
 * less the bound less 1 ms, so it passes the close (and the time of decision) with a heartbeat that
 * is the bound and 1 ms behind it.
 */
final class Heartbeats {
  private static final long MINUTE = 60_000;

  /**
   * An event outside the session that is further behind the last heartbeat gets one of its own, so
   * that readers do not take it for a time in the far future.
   */
  static final long LONGEST_SILENCE = MINUTE;

  /** So that what follows a decision by a few milliseconds is due in the same session too. */
  private static final long MARGIN = 1_000;

  private Heartbeats() {}

  /**
   * The heartbeats of a slice, rising.
   *
   * @param intraday whether each minute of the session has one
   */
  static long[] of(FeedSlice slice, FeedConfig config, boolean intraday) {
    if (slice.phase() == FeedSlice.Phase.HISTORY) {
      return new long[0];
    }
    Session session = slice.session();
    long open = session.open().toEpochMilli();
    long close = session.close().toEpochMilli();
    long behind = config.bound().toMillis() + 1;
    long closed = close + behind;
    LongStream end = LongStream.of(closed, closed + config.decisionLatency().toMillis() + MARGIN);
    if (slice.phase() == FeedSlice.Phase.EVE) {
      return end.toArray();
    }
    LongStream start =
        intraday
            ? LongStream.iterate(open, time -> time <= close, time -> time + MINUTE)
            : LongStream.of(open);
    return LongStream.concat(start, end).toArray();
  }
}
