package dev.sluice.console;

import java.time.Instant;

/**
 * One record of a topic, as the console sees it.
 *
 * @param topic topic name, see {@code dev.sluice.wire.Topics}
 * @param partition Kafka partition
 * @param watermark the writer's promise, UTC: nothing at or before it follows; null for data
 * @param value the decoded record; null for a watermark
 */
public record DeskEvent(String topic, int partition, Instant watermark, Object value) {
  /** A data record. */
  public static DeskEvent data(String topic, int partition, Object value) {
    return new DeskEvent(topic, partition, null, value);
  }

  /** A record that carries the progress of time alone. */
  public static DeskEvent progress(String topic, int partition, Instant watermark) {
    return new DeskEvent(topic, partition, watermark, null);
  }
}
