package dev.sluice.bench.ticks;

import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.TickWriter;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what the trading job reads: quotes, signals and, behind them, markers of time in each
 * partition of each of its topics, as often as the market job writes them. One writer.
 */
public final class OrdersLog implements AutoCloseable {
  /** What the trading job reads. */
  public static final List<String> TOPICS = List.of(Topics.QUOTES, Topics.SIGNALS, Topics.INPUTS);

  /** Between two markers of a partition; as {@code WriteMarkersBehindData} has it. */
  private static final long MARKER_MILLIS = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final OrdersPlan plan;
  private final int partitions;
  private final TickWriter ticks = new TickWriter();
  private final Map<String, byte[]> keys = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long nextMarker = Long.MIN_VALUE;

  /**
   * @param bootstrap the broker, {@code host:port}
   * @param partitions of every topic
   */
  public OrdersLog(String bootstrap, int partitions, OrdersPlan plan) {
    this.plan = plan;
    this.partitions = partitions;
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

  /**
   * Appends a quote, before it the markers that are due, and behind it its signal, where it has
   * one.
   */
  public void append(long n) {
    long time = plan.time(n);
    if (time >= nextMarker) {
      // At this time more may follow; before it nothing.
      mark(time - 1);
      nextMarker = time + MARKER_MILLIS;
    }
    var quote = plan.quote(n);
    send(Topics.QUOTES, quote.symbol(), ticks.write(quote));
    if (plan.hasSignal(n)) {
      var signal = plan.signal(n);
      send(Topics.SIGNALS, signal.symbol(), JsonCodec.SIGNAL.encode(signal));
    }
  }

  /** Writes the last markers and waits until everything has arrived. */
  public void end() {
    mark(end(plan));
    producer.flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("a record of the log was refused", failed);
    }
  }

  /** The time that the last markers promise, epoch milliseconds, UTC. */
  public static long end(OrdersPlan plan) {
    return plan.time(plan.quotes() - 1);
  }

  private void mark(long time) {
    byte[] promise = Headers.encode(time);
    for (String topic : TOPICS) {
      for (int partition = 0; partition < partitions; partition++) {
        send(
            new ProducerRecord<>(
                topic,
                partition,
                null,
                null,
                new byte[0],
                List.of(new RecordHeader(Headers.WATERMARK, promise))));
      }
    }
  }

  private void send(String topic, String symbol, byte[] value) {
    byte[] key = keys.computeIfAbsent(symbol, name -> name.getBytes(StandardCharsets.UTF_8));
    send(new ProducerRecord<>(topic, Topics.partition(symbol, partitions), key, value));
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
