package dev.sluice.connectors.feed;

import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics in memory behind Kafka's own mock clients; safe for several threads. */
final class FakeKafka {
  private final Map<TopicPartition, List<ProducerRecord<byte[], byte[]>>> topics = new HashMap<>();
  private final List<ProducerRecord<byte[], byte[]>> inOrder = new ArrayList<>();

  /** A producer whose records are at once in the topics. */
  private static final byte[] END_OF_TRANSACTION = new byte[0];

  MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public synchronized Future<RecordMetadata> send(
          ProducerRecord<byte[], byte[]> record, Callback callback) {
        append(record);
        return super.send(record, callback);
      }

      @Override
      public List<PartitionInfo> partitionsFor(String topic) {
        return List.of(
            new PartitionInfo(topic, 0, null, null, null),
            new PartitionInfo(topic, 1, null, null, null));
      }
    };
  }

  synchronized void append(ProducerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    topics.computeIfAbsent(partition, p -> new ArrayList<>()).add(record);
    inOrder.add(record);
  }

  /** What the broker writes at the end of somebody's transaction: an offset, and no record. */
  void endTransaction(String topic, int partition) {
    append(new ProducerRecord<>(topic, partition, null, END_OF_TRANSACTION));
  }

  synchronized List<ProducerRecord<byte[], byte[]>> records(String topic, int partition) {
    return List.copyOf(topics.getOrDefault(new TopicPartition(topic, partition), List.of()));
  }

  /** All records of all topics in the order in which they were sent. */
  synchronized List<ProducerRecord<byte[], byte[]>> inOrder() {
    return List.copyOf(inOrder);
  }

  /** The time in a header, or null where the record has no such header. */
  static Long time(ProducerRecord<byte[], byte[]> record, String header) {
    Header value = record.headers().lastHeader(header);
    return value == null ? null : Headers.decode(value.value());
  }

  MockConsumer<byte[], byte[]> consumer() {
    return new MockConsumer<>("earliest") {
      @Override
      public synchronized void assign(Collection<TopicPartition> partitions) {
        super.assign(partitions);
        partitions.forEach(
            p -> {
              updateBeginningOffsets(Map.of(p, 0L));
              updateEndOffsets(Map.of(p, (long) records(p.topic(), p.partition()).size()));
            });
      }

      @Override
      public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition p : assignment()) {
          List<ProducerRecord<byte[], byte[]>> records = records(p.topic(), p.partition());
          ends.put(p, (long) records.size());
          for (long offset = position(p); offset < records.size(); offset++) {
            if (records.get((int) offset).value() != END_OF_TRANSACTION) {
              addRecord(consumed(records.get((int) offset), offset));
            }
          }
        }
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        // The real one's position goes beyond what is no record.
        ends.forEach(this::seek);
        return polled;
      }
    };
  }

  private static ConsumerRecord<byte[], byte[]> consumed(
      ProducerRecord<byte[], byte[]> record, long offset) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        offset,
        0L,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        record.key(),
        record.value(),
        record.headers(),
        java.util.Optional.empty());
  }
}
