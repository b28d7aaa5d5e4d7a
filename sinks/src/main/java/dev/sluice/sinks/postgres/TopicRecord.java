package dev.sluice.sinks.postgres;

/**
 * A Kafka record on its way to the database.
 *
 * @param topic where it was read
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param value as read; ignored for a marker
 * @param watermark epoch milliseconds UTC of a marker without data: no record at or before this
 *     time follows in the partition; null for a record with data
 */
public record TopicRecord(String topic, int partition, long offset, byte[] value, Long watermark) {}
