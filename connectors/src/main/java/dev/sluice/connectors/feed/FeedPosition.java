package dev.sluice.connectors.feed;

import java.nio.ByteBuffer;

/**
 * How far a partition of {@code ticks} or {@code bars.raw} is. Each record of the feed carries it
 * in the header {@link #HEADER}, so that the last record alone says where to go on after a restart.
 *
 * @param feed hash of {@link FeedSource#identity()}
 * @param heartbeat last heartbeat, epoch milliseconds UTC; {@link Long#MIN_VALUE} before the first
 * @param day epoch day of the session of the last data record
 * @param ordinal place of the last data record among its slice's events
 * @param records number of data records in the partition
 * @param sessions traded sessions that were completed
 */
record FeedPosition(int feed, long heartbeat, int day, int ordinal, long records, int sessions) {
  /** Name of the header; readers other than the feed have no use for it. */
  static final String HEADER = "sluice-at";

  private static final int BYTES = 3 * Integer.BYTES + 2 * Long.BYTES + Integer.BYTES;

  static FeedPosition start(int feed) {
    return new FeedPosition(feed, Long.MIN_VALUE, Integer.MIN_VALUE, -1, 0, 0);
  }

  FeedPosition atRecord(int ofDay, int ofOrdinal) {
    return new FeedPosition(feed, heartbeat, ofDay, ofOrdinal, records + 1, sessions);
  }

  FeedPosition atHeartbeat(long time, int completed) {
    return new FeedPosition(feed, time, day, ordinal, records, completed);
  }

  /** Whether the partition is past this place. */
  boolean covers(int ofDay, int ofOrdinal) {
    return ofDay < day || (ofDay == day && ofOrdinal <= ordinal);
  }

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putInt(feed)
        .putLong(heartbeat)
        .putInt(day)
        .putInt(ordinal)
        .putLong(records)
        .putInt(sessions)
        .array();
  }

  static FeedPosition decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new FeedPosition(
        in.getInt(), in.getLong(), in.getInt(), in.getInt(), in.getLong(), in.getInt());
  }
}
