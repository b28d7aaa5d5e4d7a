package dev.sluice.jobs.kafka;

/**
 * A record of one of the desk's own topics: data, or a marker of its writer's progress.
 *
 * @param topic where it came from
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param value the bytes; empty for a marker
 * @param watermark the writer's promise, epoch milliseconds, UTC: nothing at or before it follows
 *     in the partition; {@link #DATA} where it is data
 */
public record TopicMessage(String topic, int partition, long offset, byte[] value, long watermark) {
  /** The record is data, not a marker. */
  public static final long DATA = Long.MIN_VALUE;

  public boolean isMarker() {
    return watermark != DATA;
  }
}
