package dev.sluice.connectors.feed;

import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The clock of a live feed whose producers send ticks only: writes the time of this machine to
 * every partition of {@code ticks} and {@code bars.raw}, again and again, so that bars close while
 * a symbol, a partition or the whole feed is silent. It is not for a log that has another clock, as
 * the simulated market's has.
 *
 * <p>One on a log is enough; of two the later time stands. Time never goes back: a clock that is
 * set back writes nothing until it has caught up.
 */
public final class LiveHeartbeats implements AutoCloseable {
  private static final List<String> TOPICS = List.of(Topics.TICKS, Topics.BARS_RAW);

  private final Producer<byte[], byte[]> producer;
  private final int partitions;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sluice-heartbeats");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final AtomicLong written = new AtomicLong(Long.MIN_VALUE);

  private LiveHeartbeats(Producer<byte[], byte[]> producer, int partitions, Clock clock) {
    this.producer = producer;
    this.partitions = partitions;
    this.clock = clock;
  }

  /**
   * Starts to write.
   *
   * @param producer see {@link FeedClients}; not closed by this
   * @param partitions of each topic
   * @param every time between two heartbeats
   * @param clock UTC
   */
  public static LiveHeartbeats start(
      Producer<byte[], byte[]> producer, int partitions, Duration every, Clock clock) {
    LiveHeartbeats heartbeats = new LiveHeartbeats(producer, partitions, clock);
    Future<?> unused =
        heartbeats.timer.scheduleAtFixedRate(
            heartbeats::beat, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return heartbeats;
  }

  private void beat() {
    long now = clock.millis();
    if (now <= written.get()) {
      return;
    }
    written.set(now);
    for (String topic : TOPICS) {
      for (int partition = 0; partition < partitions; partition++) {
        Header beat = new RecordHeader(Headers.HEARTBEAT, Headers.encode(now));
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(topic, partition, null, null, new byte[0], List.of(beat)),
                (metadata, error) -> {
                  if (error != null) {
                    failure.compareAndSet(null, error);
                  }
                });
      }
    }
  }

  /**
   * The time written last, epoch milliseconds, UTC; {@link Long#MIN_VALUE} before the first.
   *
   * @throws FeedException where Kafka has refused one
   */
  public long written() throws FeedException {
    Exception error = failure.get();
    if (error != null) {
      throw new FeedException("Kafka refused a heartbeat: " + error.getMessage(), error);
    }
    return written.get();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
