package dev.sluice.jobs.desk;

import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the markers that the trading job writes behind what it decided: the event time that every
 * account has taken. The end of a run is such a time, an event like any other.
 */
public final class TradingProgress implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final int partitions;
  private final Thread thread;
  private volatile long watermark = Long.MIN_VALUE;
  private volatile RuntimeException failure;

  /** Follows the markers of a broker from now on. */
  public TradingProgress(String bootstrapServers, int partitions) {
    this(bootstrapServers, Topics.PORTFOLIO, partitions);
  }

  /** As {@link #TradingProgress(String, int)}, of a trading job that writes to another topic. */
  public TradingProgress(String bootstrapServers, String topic, int partitions) {
    this.topic = topic;
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("enable.auto.commit", "false");
    properties.setProperty("auto.offset.reset", "earliest");
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.partitions = partitions;
    this.thread = new Thread(this::follow, "sluice-trading-progress");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /**
   * Event time that every account has taken, epoch milliseconds, UTC; MIN_VALUE before the first
   * marker.
   */
  public long watermark() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw new DeskException("the trading job's progress cannot be followed: " + failed, failed);
    }
    return watermark;
  }

  private void follow() {
    try {
      List<TopicPartition> all = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new TopicPartition(topic, partition));
      }
      consumer.assign(all);
      // The last record of a partition is its newest marker, or data right before it.
      consumer.endOffsets(all).forEach((p, end) -> consumer.seek(p, Math.max(0, end - 1)));
      Map<Integer, Long> reached = new HashMap<>();
      while (!Thread.currentThread().isInterrupted()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Header marker = record.headers().lastHeader(Headers.WATERMARK);
          if (marker != null) {
            reached.merge(record.partition(), Headers.decode(marker.value()), Math::max);
          }
        }
        if (reached.size() == partitions) {
          watermark = reached.values().stream().mapToLong(Long::longValue).min().getAsLong();
        }
      }
    } catch (WakeupException e) {
      // Closing.
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      consumer.close();
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
