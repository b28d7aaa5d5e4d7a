package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedKafkaTest {
  @TempDir private Path directory;

  @Test
  void keepsOldRecordsUnderTheTimeOfTheirArrival() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      kafka.createTopics(List.of("ticks"), 2);
      long before = System.currentTimeMillis();
      long eventTime = Instant.parse("1999-11-01T14:30:00Z").toEpochMilli();
      KafkaRecords.write(kafka.bootstrapServers(), "ticks", "old", eventTime);

      var records = KafkaRecords.read(kafka.bootstrapServers(), "ticks");

      assertThat(records).extracting(ConsumerRecord::value).containsExactly("old");
      assertThat(records.get(0).timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
      assertThat(records.get(0).timestamp()).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void creatingATopicAgainLeavesItAsItIs() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      kafka.createTopics(List.of("bars"), 2);
      kafka.createTopics(List.of("bars", "quotes"), 3);

      try (Admin admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
        var topics = admin.describeTopics(List.of("bars", "quotes")).allTopicNames().get();
        assertThat(topics.get("bars").partitions()).hasSize(2);
        assertThat(topics.get("quotes").partitions()).hasSize(3);
      }
      assertThatThrownBy(() -> kafka.createTopics(List.of("none"), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("partitions 0");
    }
  }

  @Test
  void aSecondStartHasTheRecordsAndTheGroupOffsetsOfTheFirst() throws Exception {
    TopicPartition partition = new TopicPartition("ticks", 0);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      kafka.createTopics(List.of("ticks"), 1);
      KafkaRecords.write(kafka.bootstrapServers(), "ticks", "first");
      try (Admin admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin
            .alterConsumerGroupOffsets("desk", Map.of(partition, new OffsetAndMetadata(1)))
            .all()
            .get();
      }
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      kafka.createTopics(List.of("ticks"), 1);
      KafkaRecords.write(kafka.bootstrapServers(), "ticks", "second");

      assertThat(KafkaRecords.read(kafka.bootstrapServers(), "ticks"))
          .extracting(ConsumerRecord::value)
          .containsExactly("first", "second");
      try (Admin admin =
          Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
        var offsets = admin.listConsumerGroupOffsets("desk").partitionsToOffsetAndMetadata().get();
        assertThat(offsets.get(partition).offset()).isEqualTo(1);
      }
    }
  }

  @Test
  void aTakenPortGivesAnotherAndTwoBrokersLiveSideBySide(@TempDir Path other) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        EmbeddedKafka one = EmbeddedKafka.start(directory, taken.getLocalPort());
        EmbeddedKafka two = EmbeddedKafka.start(other)) {
      assertThat(one.bootstrapServers()).doesNotEndWith(":" + taken.getLocalPort());
      one.createTopics(List.of("topic"), 1);
      two.createTopics(List.of("topic"), 1);
      KafkaRecords.write(one.bootstrapServers(), "topic", "one");
      KafkaRecords.write(two.bootstrapServers(), "topic", "two");

      assertThat(KafkaRecords.read(one.bootstrapServers(), "topic"))
          .extracting(ConsumerRecord::value)
          .containsExactly("one");
      assertThat(KafkaRecords.read(two.bootstrapServers(), "topic"))
          .extracting(ConsumerRecord::value)
          .containsExactly("two");
      assertThatThrownBy(() -> EmbeddedKafka.start(directory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use");
    }
  }
}
