package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.market.Tick;
import dev.sluice.wire.Headers;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.TickReader;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a venue's market from the desk's topic {@code quotes}: in the order of event time across
 * partitions, which the topic's watermarks tell, so the venue is behind by as much as the slowest
 * partition. A new venue begins at the end of the topic; a restarted one where its journal ends.
 */
public final class QuotesFromKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QuotesFromKafka.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final RemoteVenue venue;
  private final TickReader reader = new TickReader();
  private final Map<Integer, Long> watermarks = new HashMap<>();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Waiting w) -> w.tick.eventTime())
              .thenComparing(w -> w.tick.symbol())
              .thenComparingLong(Waiting::offset)
              .thenComparingInt(Waiting::place));
  private volatile boolean stopping;
  private volatile Throwable failure;
  private Thread thread;

  private QuotesFromKafka(Consumer<byte[], byte[]> consumer, RemoteVenue venue) {
    this.consumer = consumer;
    this.venue = venue;
  }

  private record Waiting(Tick tick, int partition, long offset, int place) {}

  /**
   * Starts to read on a thread of its own.
   *
   * @param consumer of bytes without a group; this one closes it
   * @throws IllegalStateException where the topic is not there
   */
  public static QuotesFromKafka start(Consumer<byte[], byte[]> consumer, RemoteVenue venue) {
    QuotesFromKafka quotes = new QuotesFromKafka(consumer, venue);
    try {
      quotes.assign();
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
    quotes.thread = new Thread(quotes::run, "venue-quotes");
    quotes.thread.setDaemon(true);
    quotes.thread.start();
    return quotes;
  }

  private void assign() {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(Topics.QUOTES)
        .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    if (partitions.isEmpty()) {
      throw new IllegalStateException(
          "topic: was '" + Topics.QUOTES + "', which Kafka does not have; expected a desk's");
    }
    consumer.assign(partitions);
    JsonNode known = venue.offsets();
    List<TopicPartition> fresh = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      watermarks.put(partition.partition(), Long.MIN_VALUE);
      JsonNode offset = known.path(Integer.toString(partition.partition()));
      if (offset.isMissingNode()) {
        fresh.add(partition);
      } else {
        consumer.seek(partition, offset.asLong());
      }
    }
    seekToEnd(fresh);
  }

  private void seekToEnd(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      consumer.seekToEnd(partitions);
      // Fixes the place now; by itself the consumer asks for it with its first poll.
      partitions.forEach(consumer::position);
    }
  }

  /** What has ended the reading before it was closed; null while it goes on. */
  public Throwable failure() {
    return failure;
  }

  private void run() {
    try (consumer) {
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          read(record);
        }
        release();
      }
    } catch (WakeupException e) {
      LOG.debug("Reading of quotes is closed", e);
    } catch (IOException | RuntimeException e) {
      LOG.error("The venue gets no more quotes", e);
      failure = e;
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    Header watermark = record.headers().lastHeader(Headers.WATERMARK);
    if (watermark != null) {
      if (Headers.isTime(watermark.value())) {
        watermarks.merge(record.partition(), Headers.decode(watermark.value()), Math::max);
      }
      return;
    }
    reader.read(
        record.value(),
        new TickReader.Ticks() {
          private int place;

          @Override
          public void tick(Tick tick) {
            waiting.add(new Waiting(tick, record.partition(), record.offset(), place++));
          }

          @Override
          public void malformed(MalformedRecordException why) {
            LOG.warn("A quote that cannot be read: {}", why.getMessage());
          }
        });
  }

  private void release() throws IOException {
    long through = watermarks.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    List<Tick> ticks = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.peek().tick.eventTime() <= through) {
      ticks.add(waiting.poll().tick);
    }
    if (!ticks.isEmpty()) {
      venue.market(ticks, offsets());
    }
    if (through > 0) {
      venue.passed(Instant.ofEpochMilli(through));
    }
  }

  /** Where the next process goes on: at the first record of which something is still waiting. */
  private ObjectNode offsets() {
    ObjectNode offsets = JsonNodeFactory.instance.objectNode();
    for (TopicPartition partition : consumer.assignment()) {
      long next = consumer.position(partition);
      for (Waiting one : waiting) {
        if (one.partition == partition.partition()) {
          next = Math.min(next, one.offset);
        }
      }
      offsets.put(Integer.toString(partition.partition()), next);
    }
    return offsets;
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
