package dev.sluice.jobs.desk;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows when everything that a topic held at a moment has been recorded. */
public final class DeskDrain {
  private static final Logger LOG = LoggerFactory.getLogger(DeskDrain.class);

  private final String bootstrapServers;
  private final int partitions;

  /** Of a broker whose topics have so many partitions. */
  public DeskDrain(String bootstrapServers, int partitions) {
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
  }

  /** The end of each partition of these topics at this moment. */
  public Map<TopicPartition, Long> ends(List<String> topics) {
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
  public boolean awaitRecorded(
      Map<TopicPartition, Long> ends,
      String jdbcUrl,
      String user,
      String password,
      BooleanSupplier goOn)
      throws InterruptedException {
    while (goOn.getAsBoolean()) {
      try {
        if (recorded(ends, jdbcUrl, user, password)) {
          return true;
        }
      } catch (SQLException e) {
        // The database is away: the records job waits for it, and so does this.
        LOG.warn("cannot ask what is recorded: {}", e.getMessage());
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
