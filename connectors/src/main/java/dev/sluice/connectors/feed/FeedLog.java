package dev.sluice.connectors.feed;

import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The partitions of {@code ticks} and {@code bars.raw}, of which the feed is the only writer. What
 * a partition already holds is not written again, so that a feed which starts over continues where
 * each partition ends. A partition always holds a prefix of what the feed wrote to it: the producer
 * is idempotent and gives up no record.
 */
final class FeedLog {
  private static final Duration POLL = Duration.ofMillis(100);

  /** Records that are read at a time, backwards, to find the last of the feed. */
  private static final int TAIL = 500;

  private final Producer<byte[], byte[]> producer;
  private final int partitions;
  private final String identity;
  private final Map<String, FeedPosition[]> positions = new TreeMap<>();
  private final Map<String, byte[]> keys = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private int sessions;

  FeedLog(Producer<byte[], byte[]> producer, int partitions, String identity) {
    this.producer = producer;
    this.partitions = partitions;
    this.identity = identity;
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      FeedPosition[] of = new FeedPosition[partitions];
      Arrays.fill(of, FeedPosition.start(identity.hashCode()));
      positions.put(topic, of);
    }
  }

  /**
   * Reads where each partition ends.
   *
   * @throws FeedException where another feed wrote there
   */
  void resume(Consumer<byte[], byte[]> consumer) throws FeedException {
    List<TopicPartition> all = new ArrayList<>();
    positions.forEach(
        (topic, of) -> {
          for (int p = 0; p < partitions; p++) {
            all.add(new TopicPartition(topic, p));
          }
        });
    consumer.assign(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    for (TopicPartition partition : all) {
      long end = ends.get(partition);
      ConsumerRecord<byte[], byte[]> last = lastOfFeed(consumer, partition, end);
      if (last != null) {
        positions.get(partition.topic())[partition.partition()] = position(last);
      }
    }
    sessions = Integer.MAX_VALUE;
    forEach(position -> sessions = Math.min(sessions, position.sessions()));
  }

  /**
   * The last record that the feed wrote: somebody may have put records of his own behind it.
   *
   * @return null where the partition holds none of a feed
   */
  private static ConsumerRecord<byte[], byte[]> lastOfFeed(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    consumer.assign(List.of(partition));
    long until = end;
    while (until > 0) {
      long from = Math.max(0, until - TAIL);
      consumer.seek(partition, from);
      ConsumerRecord<byte[], byte[]> last = null;
      // By its position: the last offsets may be ends of transactions, which are no records.
      while (consumer.position(partition) < until) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
          if (record.offset() < until && record.headers().lastHeader(FeedPosition.HEADER) != null) {
            last = record;
          }
        }
      }
      if (last != null) {
        return last;
      }
      until = from;
    }
    return null;
  }

  private FeedPosition position(ConsumerRecord<byte[], byte[]> record) throws FeedException {
    String where =
        "%s partition %d offset %d".formatted(record.topic(), record.partition(), record.offset());
    FeedPosition position =
        FeedPosition.decode(record.headers().lastHeader(FeedPosition.HEADER).value());
    if (position.feed() != identity.hashCode()) {
      throw new FeedException(
          where
              + ": was written by another feed, expected: "
              + identity
              + "; start again with the same feed, symbols and seed, or on a new home");
    }
    return position;
  }

  /**
   * Writes an event that its partition does not hold yet.
   *
   * @param value the record's value
   */
  void write(FeedEvent event, byte[] value, int day, int ordinal) throws FeedException {
    int partition = Topics.partition(event.symbol(), partitions);
    FeedPosition[] of = positions.get(event.topic());
    FeedPosition at = of[partition].atRecord(day, ordinal);
    byte[] key =
        keys.computeIfAbsent(event.symbol(), symbol -> symbol.getBytes(StandardCharsets.UTF_8));
    send(event.topic(), partition, key, value, List.of(header(at)));
    of[partition] = at;
  }

  /** Whether an event's partition holds it. */
  boolean holds(FeedEvent event, int day, int ordinal) {
    return positions.get(event.topic())[Topics.partition(event.symbol(), partitions)].covers(
        day, ordinal);
  }

  /**
   * Writes a heartbeat to every partition that does not hold it yet.
   *
   * @param time epoch milliseconds UTC
   */
  void heartbeat(long time) throws FeedException {
    for (Map.Entry<String, FeedPosition[]> topic : positions.entrySet()) {
      FeedPosition[] of = topic.getValue();
      for (int p = 0; p < partitions; p++) {
        if (of[p].heartbeat() < time) {
          FeedPosition at = of[p].atHeartbeat(time, sessions);
          Header beat = new RecordHeader(Headers.HEARTBEAT, Headers.encode(time));
          send(topic.getKey(), p, null, new byte[0], List.of(beat, header(at)));
          of[p] = at;
        }
      }
    }
  }

  /** The last heartbeat that every partition holds; {@link Long#MIN_VALUE} for none. */
  long lastHeartbeat() {
    long[] last = {Long.MAX_VALUE};
    forEach(position -> last[0] = Math.min(last[0], position.heartbeat()));
    return last[0];
  }

  /** Number of data records in a topic. */
  long records(String topic) {
    long records = 0;
    for (FeedPosition position : positions.get(topic)) {
      records += position.records();
    }
    return records;
  }

  /** Traded sessions that were completed in all runs. */
  int sessions() {
    return sessions;
  }

  /** Counts a session as completed; the next heartbeat says so. */
  void completeSession() {
    sessions++;
  }

  /** Waits until all that was written is acknowledged. */
  void flush() throws FeedException {
    producer.flush();
    check();
  }

  private void forEach(java.util.function.Consumer<FeedPosition> action) {
    positions.values().forEach(of -> List.of(of).forEach(action));
  }

  private static Header header(FeedPosition position) {
    return new RecordHeader(FeedPosition.HEADER, position.encode());
  }

  private void send(String topic, int partition, byte[] key, byte[] value, List<Header> headers)
      throws FeedException {
    check();
    // The callback is told of every error; the future has nothing to add.
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, key, value, headers),
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
            });
  }

  private void check() throws FeedException {
    Exception error = failure.get();
    if (error != null) {
      throw new FeedException("Kafka refused a record of the feed: " + error, error);
    }
  }
}
