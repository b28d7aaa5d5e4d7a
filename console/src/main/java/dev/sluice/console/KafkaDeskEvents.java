package dev.sluice.console;

import dev.sluice.domain.market.Tick;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the desk's topics from Kafka in a thread of its own.
 *
 * <p>It begins where PostgreSQL's records ended at {@link #mark()}, so that records that are read
 * after the mark and these events together have everything at least once; of quotes, which are not
 * recorded, it begins a little before the end, so that marks show at once.
 *
 * <p>Only closing ends it: where Kafka fails it tries again, and a message that cannot be used is
 * logged, counted and left out.
 */
final class KafkaDeskEvents implements DeskEvents {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaDeskEvents.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration RETRY_AFTER = Duration.ofMillis(500);
  private static final long QUOTES_BEFORE_END = 500;

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Supplier<Map<TopicPartition, Long>> recorded;
  private final Map<String, Function<byte[], ?>> decoders;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong leftOut = new AtomicLong();
  private volatile Map<TopicPartition, Long> marked = Map.of();
  private volatile boolean connected;
  private Thread thread;

  /**
   * A reader that does not yet read.
   *
   * @param consumer without a group; closed by {@link #close()}
   * @param recorded next offset of each partition that PostgreSQL has, asked once, by {@link
   *     #mark()}
   * @param quotes reads a value of the topic {@code quotes}
   */
  KafkaDeskEvents(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Supplier<Map<TopicPartition, Long>> recorded,
      Function<byte[], Tick> quotes) {
    this.consumer = consumer;
    this.recorded = recorded;
    this.decoders =
        Map.of(
            Topics.QUOTES, quotes,
            Topics.PORTFOLIO, JsonCodec.PORTFOLIO::decode,
            Topics.RISK, JsonCodec.RISK::decode,
            Topics.ORDERS, JsonCodec.ORDER::decode,
            Topics.EXECUTIONS, JsonCodec.FILL::decode,
            Topics.SIGNALS, JsonCodec.SIGNAL::decode,
            Topics.ANALYSES, JsonCodec.ANALYSIS::decode,
            Topics.WORKFLOWS, JsonCodec.EXECUTION::decode,
            Topics.ARTIFACTS, JsonCodec.ARTIFACT::decode,
            Topics.CONTROLS, JsonCodec.CONTROL::decode);
  }

  @Override
  public void mark() {
    marked = Map.copyOf(recorded.get());
  }

  @Override
  public void start(Consumer<DeskEvent> listener) {
    thread = new Thread(() -> run(listener), "console-events");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public long leftOut() {
    return leftOut.get();
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    if (thread == null) {
      consumer.close();
      return;
    }
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Consumer<DeskEvent> listener) {
    try {
      boolean assigned = false;
      while (closing.getCount() > 0) {
        try {
          assigned = assigned || assign();
          latest(consumer.poll(POLL)).forEach(message -> deliver(message, listener));
          connected = assigned;
        } catch (WakeupException e) {
          LOG.debug("woken to stop");
        } catch (RuntimeException e) {
          connected = false;
          failed(e);
        }
      }
    } finally {
      connected = false;
      consumer.close();
    }
  }

  /** Says why and waits a moment, or until the reader is closed. */
  private void failed(RuntimeException e) {
    // Kafka's own say enough; of anything else the place is needed to find the cause.
    LOG.warn(
        "the desk's topics cannot be read, trying again: {}",
        e.getMessage(),
        e instanceof KafkaException ? null : e);
    // Nobody has cause to interrupt this thread but closing, which has its own signal.
    Thread.interrupted();
    try {
      if (closing.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("closed while waiting to try again");
      }
    } catch (InterruptedException interrupted) {
      LOG.debug("interrupted while waiting, trying again at once");
    }
  }

  private boolean assign() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : decoders.keySet()) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        throw new KafkaException("topic '" + topic + "' does not exist yet");
      }
      infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      long first = begin.getOrDefault(partition, 0L);
      long last = end.getOrDefault(partition, first);
      long wanted =
          partition.topic().equals(Topics.QUOTES)
              ? last - QUOTES_BEFORE_END
              : marked.getOrDefault(partition, first);
      consumer.seek(partition, Math.max(first, Math.min(wanted, last)));
    }
    return true;
  }

  /**
   * What of a poll is worth to be read: of the quotes of a symbol only the last, since a page shows
   * no other, and they come faster than a page, or JSON, can follow. All else is kept.
   */
  private static Collection<ConsumerRecord<byte[], byte[]>> latest(
      ConsumerRecords<byte[], byte[]> polled) {
    Map<Object, ConsumerRecord<byte[], byte[]>> latest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> message : polled) {
      Object thing = message;
      if (message.topic().equals(Topics.QUOTES)) {
        boolean marker = message.headers().lastHeader(Headers.WATERMARK) != null;
        thing =
            marker || message.key() == null
                ? new TopicPartition(message.topic(), message.partition())
                : ByteBuffer.wrap(message.key());
        // It keeps its own place, behind what was there before it.
        latest.remove(thing);
      }
      latest.put(thing, message);
    }
    return latest.values();
  }

  private void deliver(ConsumerRecord<byte[], byte[]> message, Consumer<DeskEvent> listener) {
    try {
      Header watermark = message.headers().lastHeader(Headers.WATERMARK);
      if (watermark != null) {
        Instant promise = Instant.ofEpochMilli(Headers.decode(watermark.value()));
        listener.accept(DeskEvent.progress(message.topic(), message.partition(), promise));
        return;
      }
      if (message.value() == null || message.value().length == 0) {
        return;
      }
      Object value = decoders.get(message.topic()).apply(message.value());
      listener.accept(DeskEvent.data(message.topic(), message.partition(), value));
    } catch (RuntimeException e) {
      leftOut.incrementAndGet();
      // A malformed record says itself what is wrong with it; of anything else the place is needed.
      LOG.warn(
          "{}-{}@{} left out: {}",
          message.topic(),
          message.partition(),
          message.offset(),
          e.getMessage(),
          e instanceof MalformedRecordException ? null : e);
    }
  }
}
