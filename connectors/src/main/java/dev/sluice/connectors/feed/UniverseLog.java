package dev.sluice.connectors.feed;

import dev.sluice.domain.market.Listing;
import dev.sluice.domain.market.TradedSymbols;
import dev.sluice.domain.market.Universe;
import dev.sluice.domain.market.UniverseChange;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Editions of the universe in the logs of {@code ticks} and {@code bars.raw}: whoever reads a
 * partition finds there all that it has to know, so each has all of them.
 */
public final class UniverseLog {
  /** Written last, so that an edition which is complete here is complete everywhere. */
  private static final TopicPartition LAST = new TopicPartition(Topics.BARS_RAW, 0);

  private static final Duration POLL = Duration.ofMillis(100);

  /** Records that are read at a time, backwards, at first; each time twice as many. */
  private static final int TAIL = 500;

  private static final int LONGEST_TAIL = 64_000;

  /**
   * What a log says of the universe.
   *
   * @param edition the highest number that it has; 0 where it has none
   * @param complete false where no edition is complete: what is configured still holds besides
   * @param universe the listings that hold
   */
  public record Known(long edition, boolean complete, Universe universe) {}

  private UniverseLog() {}

  /**
   * Reads back to the last edition that is complete.
   *
   * @param consumer see {@link FeedClients}; not closed by this
   * @param patience a log without an edition is read to its beginning, which may be far
   * @return empty where patience ended before
   */
  public static Optional<Known> read(Consumer<byte[], byte[]> consumer, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    consumer.assign(List.of(LAST));
    long until = consumer.endOffsets(List.of(LAST)).get(LAST);
    List<UniverseChange> changes = new ArrayList<>();
    int tail = TAIL;
    TradedSymbols symbols = replay(changes);
    while (until > 0 && symbols.complete() == TradedSymbols.NONE) {
      long from = Math.max(0, until - tail);
      Optional<List<UniverseChange>> earlier = read(consumer, from, until, deadline);
      if (earlier.isEmpty()) {
        return Optional.empty();
      }
      changes.addAll(0, earlier.get());
      symbols = replay(changes);
      until = from;
      tail = Math.min(2 * tail, LONGEST_TAIL);
    }
    List<Listing> listings = symbols.changes().stream().map(UniverseChange::listing).toList();
    return Optional.of(
        new Known(
            changes.stream().mapToLong(UniverseChange::edition).max().orElse(0),
            symbols.complete() != TradedSymbols.NONE,
            Universe.listed(listings)));
  }

  private static TradedSymbols replay(List<UniverseChange> changes) {
    TradedSymbols symbols = new TradedSymbols(Universe.named(List.of()));
    // One that cannot be is a dead letter of the market job's, and nothing here.
    changes.forEach(symbols::take);
    return symbols;
  }

  private static Optional<List<UniverseChange>> read(
      Consumer<byte[], byte[]> consumer, long from, long until, long deadline) {
    List<UniverseChange> changes = new ArrayList<>();
    consumer.seek(LAST, from);
    while (consumer.position(LAST) < until) {
      if (System.nanoTime() > deadline) {
        return Optional.empty();
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(LAST)) {
        if (record.offset() < until && record.headers().lastHeader(Headers.LISTING) != null) {
          decode(record.value()).ifPresent(changes::add);
        }
      }
    }
    return Optional.of(changes);
  }

  private static Optional<UniverseChange> decode(byte[] value) {
    try {
      return value == null
          ? Optional.empty()
          : Optional.of(JsonCodec.UNIVERSE_CHANGE.decode(value));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes an edition to every partition and waits until Kafka has it. One that was ended half-way
   * has removed nothing; the next one makes up for it.
   *
   * @param edition above every earlier one
   * @param producer see {@link FeedClients}; not closed by this
   * @throws FeedException where Kafka refuses a record
   */
  public static void write(Producer<byte[], byte[]> producer, long edition, Universe universe)
      throws FeedException, InterruptedException {
    List<TopicPartition> partitions = partitions(producer);
    List<Future<?>> sent = new ArrayList<>();
    for (Listing listing : universe.listings()) {
      byte[] key = listing.symbol().getBytes(StandardCharsets.UTF_8);
      byte[] value = JsonCodec.UNIVERSE_CHANGE.encode(UniverseChange.of(edition, listing));
      partitions.forEach(partition -> sent.add(send(producer, partition, key, value)));
    }
    await(sent);
    byte[] end =
        JsonCodec.UNIVERSE_CHANGE.encode(
            UniverseChange.complete(edition, universe.listings().size()));
    partitions.remove(LAST);
    partitions.forEach(partition -> sent.add(send(producer, partition, null, end)));
    await(sent);
    sent.add(send(producer, LAST, null, end));
    await(sent);
  }

  private static List<TopicPartition> partitions(Producer<byte[], byte[]> producer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.TICKS, Topics.BARS_RAW)) {
      producer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private static Future<?> send(
      Producer<byte[], byte[]> producer, TopicPartition partition, byte[] key, byte[] value) {
    Header listing = new RecordHeader(Headers.LISTING, new byte[0]);
    return producer.send(
        new ProducerRecord<>(
            partition.topic(), partition.partition(), null, key, value, List.of(listing)));
  }

  private static void await(List<Future<?>> sent) throws FeedException, InterruptedException {
    for (Future<?> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new FeedException(
            "Kafka refused a listing: " + e.getCause().getMessage(), e.getCause());
      }
    }
    sent.clear();
  }
}
