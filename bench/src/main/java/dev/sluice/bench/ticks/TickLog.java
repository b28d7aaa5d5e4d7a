package dev.sluice.bench.ticks;

import dev.sluice.domain.market.Tick;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what a feed would write: ticks in event-time order, the feed's clock every second of event
 * time, and a last heartbeat that closes the last bars. One writer.
 */
public final class TickLog implements AutoCloseable {
  private static final long HEARTBEAT_MILLIS = 1000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final TickFormat format;
  private final List<List<Tick>> pending = new ArrayList<>();
  private final Map<String, byte[]> keys = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long nextHeartbeat = Long.MIN_VALUE;

  /**
   * @param bootstrap the broker, {@code host:port}
   * @param topic where the ticks go; it exists
   * @param partitions of every topic
   * @param format of the values
   */
  public TickLog(String bootstrap, String topic, int partitions, TickFormat format) {
    this.topic = topic;
    this.partitions = partitions;
    this.format = format;
    for (int i = 0; i < partitions; i++) {
      pending.add(new ArrayList<>());
    }
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes all ticks of a plan and ends the log. */
  public static void write(
      TickPlan plan, String bootstrap, String topic, int partitions, TickFormat format) {
    try (TickLog log = new TickLog(bootstrap, topic, partitions, format)) {
      for (long n = 0; n < plan.ticks(); n++) {
        log.append(plan.tick(n));
      }
      log.end(plan.end());
    }
  }

  /** The time that the log's end promises: that of the last heartbeat, epoch milliseconds, UTC. */
  public static long endOf(long end) {
    return end + Duration.ofHours(1).toMillis();
  }

  /** Appends a tick, and a heartbeat before it where one is due. */
  public void append(Tick tick) {
    if (tick.eventTime() >= nextHeartbeat) {
      long second = Math.floorDiv(tick.eventTime(), HEARTBEAT_MILLIS) * HEARTBEAT_MILLIS;
      heartbeat(topic, second);
      nextHeartbeat = second + HEARTBEAT_MILLIS;
    }
    int partition = Topics.partition(tick.symbol(), partitions);
    List<Tick> waiting = pending.get(partition);
    waiting.add(tick);
    if (waiting.size() >= format.ticksPerRecord()) {
      send(partition);
    }
  }

  /** Writes the last heartbeat to the ticks and to the bars that feeds give, and waits for both. */
  public void end(long end) {
    heartbeat(topic, endOf(end));
    heartbeat(Topics.BARS_RAW, endOf(end));
    flush();
  }

  /** Lets the bars that feeds give hold nothing up, whatever the ticks' time. */
  public void noRawBars(long end) {
    heartbeat(Topics.BARS_RAW, endOf(end));
    flush();
  }

  /**
   * Waits until everything has arrived.
   *
   * @throws IllegalStateException where the broker refused a record
   */
  public void flush() {
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a record of the log was refused", failed);
    }
  }

  private void heartbeat(String to, long time) {
    for (int partition = 0; partition < partitions; partition++) {
      if (to.equals(topic)) {
        send(partition);
        if (format == TickFormat.PLAIN_AVRO) {
          // Its reader is told the schema and would take a heartbeat for a broken tick.
          continue;
        }
      }
      Header header = new RecordHeader(Headers.HEARTBEAT, Headers.encode(time));
      send(new ProducerRecord<>(to, partition, null, null, new byte[0], List.of(header)));
    }
  }

  private void send(int partition) {
    List<Tick> ticks = pending.get(partition);
    if (ticks.isEmpty()) {
      return;
    }
    byte[] key =
        keys.computeIfAbsent(
            ticks.get(0).symbol(), symbol -> symbol.getBytes(StandardCharsets.UTF_8));
    send(new ProducerRecord<>(topic, partition, key, format.encode(ticks)));
    ticks.clear();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  @Override
  public void close() {
    producer.close();
  }
}
