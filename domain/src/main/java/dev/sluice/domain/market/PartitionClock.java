package dev.sluice.domain.market;

/**
 * What a partition's log says of time so far: the highest time seen and the feed's last heartbeat.
 *
 * <p>On time is a fact of the log: a record is on time when its event time is above the highest
 * earlier time in its partition less the bound. Nothing here depends on when or how fast the log is
 * read. Mutable; all times are epoch milliseconds, UTC.
 */
public final class PartitionClock {
  /** No time has been seen. */
  public static final long NONE = Long.MIN_VALUE;

  /** What the log says of a record's time. */
  public enum Verdict {
    /** Ahead of the clock. */
    ON_TIME,
    /** Behind the clock, within the allowed lateness. */
    LATE,
    /** Behind the clock by more than the allowed lateness. */
    TOO_LATE,
    /** Impossibly far ahead of the feed's clock. */
    FAR_FUTURE
  }

  private long highest;
  private long heartbeat;

  public PartitionClock() {
    this(NONE, NONE);
  }

  /**
   * @param highest highest accepted time; {@link #NONE} at the start
   * @param heartbeat last heartbeat; {@link #NONE} at the start
   */
  public PartitionClock(long highest, long heartbeat) {
    this.highest = highest;
    this.heartbeat = heartbeat;
  }

  /**
   * Judges a record and moves the clock where it is acceptable.
   *
   * @param time the record's event time
   * @param appendTime when the broker appended it: the reference for "far future" on a feed that
   *     sends no heartbeats
   * @param bound how far a record may be behind the highest time and still be on time
   * @param lateness how much further a record may be behind and still be taken
   * @param maxAhead how far a record may be ahead of the feed's clock
   */
  public Verdict accept(long time, long appendTime, long bound, long lateness, long maxAhead) {
    long reference = heartbeat == NONE ? appendTime : Math.max(heartbeat, highest);
    if (time > reference + maxAhead) {
      return Verdict.FAR_FUTURE;
    }
    if (highest != NONE && time <= highest - bound - 1) {
      return time <= highest - bound - 1 - lateness ? Verdict.TOO_LATE : Verdict.LATE;
    }
    highest = Math.max(highest, time);
    return Verdict.ON_TIME;
  }

  /** Takes a heartbeat: the feed's clock has reached this time. */
  public void heartbeat(long time) {
    heartbeat = Math.max(heartbeat, time);
    highest = Math.max(highest, time);
  }

  /**
   * The watermark that this partition allows: no record at or before it is on time any more.
   *
   * @return {@link #NONE} before the first record
   */
  public long watermark(long bound) {
    return highest == NONE ? NONE : highest - bound - 1;
  }

  public long highest() {
    return highest;
  }

  public long lastHeartbeat() {
    return heartbeat;
  }
}
