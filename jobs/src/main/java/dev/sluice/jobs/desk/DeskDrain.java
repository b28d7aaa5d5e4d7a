package dev.sluice.jobs.desk;

import dev.sluice.wire.Headers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Knows when the desk has taken everything up to a time: first by the markers that the trading job
 * writes behind what it decided, then by the offsets that the records job has recorded.
 */
final class DeskDrain {
  private final String bootstrapServers;
  private final int partitions;

  DeskDrain(String bootstrapServers, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
  }

  /**
   * Waits until every partition of a topic carries a marker at or behind a time.
   *
   * @param topic a topic with markers
   * @param watermark epoch milliseconds, UTC
   * @param goOn asked again and again; false ends the wait
   * @return true where the time was reached
   */
  boolean awaitMarkers(String topic, long watermark, BooleanSupplier goOn) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all = partitionsOf(topic);
      consumer.assign(all);
      seekToLast(consumer, all);
      Map<Integer, Long> reached = new HashMap<>();
      while (goOn.getAsBoolean()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          Header marker = record.headers().lastHeader(Headers.WATERMARK);
          if (marker != null) {
            reached.merge(record.partition(), Headers.decode(marker.value()), Math::max);
          }
        }
        if (reached.size() == partitions
            && reached.values().stream().allMatch(w -> w >= watermark)) {
          return true;
        }
      }
      return false;
    }
  }

  /** The last marker is behind the last data, so a short tail is enough. */
  private static void seekToLast(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> all) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
    for (TopicPartition partition : all) {
      consumer.seek(partition, Math.max(beginnings.get(partition), ends.get(partition) - 1));
    }
  }

  /** The end of each partition of these topics at this moment. */
  Map<TopicPartition, Long> ends(List<String> topics) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> all = new ArrayList<>();
      topics.forEach(topic -> all.addAll(partitionsOf(topic)));
      return consumer.endOffsets(all);
    }
  }

  /**
   * Waits until the records job has recorded everything before these offsets.
   *
   * @return true where it has
   */
  boolean awaitRecorded(
      Map<TopicPartition, Long> ends,
      String jdbcUrl,
      String user,
      String password,
      BooleanSupplier goOn)
      throws SQLException, InterruptedException {
    while (goOn.getAsBoolean()) {
      if (recorded(ends, jdbcUrl, user, password)) {
        return true;
      }
      Thread.sleep(50);
    }
    return false;
  }

  private static boolean recorded(
      Map<TopicPartition, Long> ends, String jdbcUrl, String user, String password)
      throws SQLException {
    Map<TopicPartition, Long> next = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        PreparedStatement statement =
            connection.prepareStatement(
                "select topic, partition, next_offset from stream_progress");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
      }
    }
    return ends.entrySet().stream()
        .allMatch(e -> e.getValue() == 0 || next.getOrDefault(e.getKey(), 0L) >= e.getValue());
  }

  private List<TopicPartition> partitionsOf(String topic) {
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(topic, partition));
    }
    return all;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
