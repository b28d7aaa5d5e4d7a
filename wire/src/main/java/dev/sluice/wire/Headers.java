package dev.sluice.wire;

import java.nio.ByteBuffer;

/** Kafka record headers that say that a record is no data. */
public final class Headers {
  /**
   * On {@code ticks} and {@code bars.raw}: the feed's clock, epoch milliseconds UTC, 8 bytes big
   * endian. A record with this header carries no data.
   */
  public static final String HEARTBEAT = "sluice-heartbeat";

  /**
   * On every other topic: the writer promises that no record at or before this time follows in the
   * partition; epoch milliseconds UTC, 8 bytes big endian. A record with this header carries no
   * data.
   */
  public static final String WATERMARK = "sluice-watermark";

  /**
   * On {@code ticks} and {@code bars.raw}: the record is a step to the next edition of the universe
   * (schema {@code listing-1}), whatever the header's value. It has no time and moves none.
   */
  public static final String LISTING = "sluice-listing";

  /**
   * On {@code venue.reports}: up to where the venue's events are in the topic with this record, in
   * the venue's own words, UTF-8.
   */
  public static final String VENUE_CURSOR = "sluice-venue-cursor";

  /**
   * On {@code venue.reports}: the number that the order has at a venue that wants numbers, 8 bytes
   * big endian.
   */
  public static final String ORDER_NUMBER = "sluice-order-number";

  private Headers() {}

  /** Encodes a time for a header. */
  public static byte[] encode(long epochMillis) {
    return ByteBuffer.allocate(Long.BYTES).putLong(epochMillis).array();
  }

  /** Whether a header's value is a time. */
  public static boolean isTime(byte[] value) {
    return value != null && value.length == Long.BYTES;
  }

  /**
   * Decodes a time from a header.
   *
   * @param value 8 bytes, see {@link #isTime}
   */
  public static long decode(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }
}
