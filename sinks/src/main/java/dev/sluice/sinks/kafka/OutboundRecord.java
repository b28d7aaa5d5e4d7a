package dev.sluice.sinks.kafka;

/**
 * What is to be written to Kafka: a record, or a marker of time behind the records.
 *
 * @param topic where it goes
 * @param partition Kafka partition, see {@code dev.sluice.wire.Topics#partition}
 * @param key UTF-8; null for a marker
 * @param value encoded record; empty for a marker
 * @param watermark epoch milliseconds UTC: no record at or before this time follows in the
 *     partition; null for a record with data
 */
public record OutboundRecord(
    String topic, int partition, byte[] key, byte[] value, Long watermark) {
  private static final byte[] NOTHING = new byte[0];

  /** A record with data. */
  public static OutboundRecord data(String topic, int partition, byte[] key, byte[] value) {
    return new OutboundRecord(topic, partition, key, value, null);
  }

  /** A marker of time. */
  public static OutboundRecord marker(String topic, int partition, long watermark) {
    return new OutboundRecord(topic, partition, null, NOTHING, watermark);
  }
}
