package dev.sluice.bench.process;

import dev.sluice.wire.Headers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the harness does with topics, beside the jobs. */
public final class KafkaTopics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final int partitions;

  /**
   * @param bootstrap the broker, {@code host:port}
   * @param partitions of every topic
   */
  public KafkaTopics(String bootstrap, int partitions) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
    this.admin = Admin.create(settings);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partitions = partitions;
  }

  /** Makes topics empty, whether they were there or not. */
  public void recreate(Collection<String> topics) throws InterruptedException {
    for (String topic : topics) {
      try {
        admin.deleteTopics(List.of(topic)).all().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new IllegalStateException("cannot delete topic " + topic, e.getCause());
        }
      }
      create(topic);
    }
  }

  private void create(String topic) throws InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        awaitLeaders(topic);
        return;
      } catch (ExecutionException e) {
        // The deletion of the old one may still be under way.
        if (!(e.getCause() instanceof TopicExistsException) || System.nanoTime() > patience) {
          throw new IllegalStateException("cannot create topic " + topic, e.getCause());
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Until then what is written first may be refused and what is written second not. */
  private void awaitLeaders(String topic) throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitionsOf(topic).forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > patience) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Whether every partition of a topic ends with a marker that promises a time or more. */
  public boolean isMarkedUpTo(String topic, long time) {
    List<TopicPartition> all = partitionsOf(topic);
    consumer.assign(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    for (TopicPartition partition : all) {
      long end = ends.get(partition);
      if (end == 0) {
        return false;
      }
      consumer.assign(List.of(partition));
      consumer.seek(partition, end - 1);
      ConsumerRecords<byte[], byte[]> last = consumer.poll(Duration.ofMillis(200));
      if (last.isEmpty() || !promises(last.iterator().next(), time)) {
        return false;
      }
    }
    return true;
  }

  private static boolean promises(ConsumerRecord<byte[], byte[]> record, long time) {
    Header marker = record.headers().lastHeader(Headers.WATERMARK);
    return marker != null && Headers.decode(marker.value()) >= time;
  }

  /** Number of records in a topic. */
  public long count(String topic) {
    return consumer.endOffsets(partitionsOf(topic)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Reads what a topic holds now, partition by partition. */
  public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    for (TopicPartition partition : partitionsOf(topic)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.offset() < end) {
            reader.accept(record);
          }
        }
      }
    }
  }

  private List<TopicPartition> partitionsOf(String topic) {
    return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
