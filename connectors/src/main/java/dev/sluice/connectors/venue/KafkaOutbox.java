package dev.sluice.connectors.venue;

import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox on {@code venue.requests}. */
final class KafkaOutbox implements Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOutbox.class);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;

  /**
   * An outbox from its beginning.
   *
   * @param consumer without a group; the outbox's own, closed with it
   * @param partition of {@code venue.requests}, the account's
   */
  KafkaOutbox(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    this.consumer = consumer;
    this.partition = partition;
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  @Override
  public List<OutboxEntry> readToEnd() {
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    List<OutboxEntry> entries = new ArrayList<>();
    while (consumer.position(partition) < end) {
      entries.addAll(poll(POLL));
    }
    return entries;
  }

  @Override
  public List<OutboxEntry> poll(Duration wait) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
    List<OutboxEntry> entries = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.headers().lastHeader(Headers.WATERMARK) == null) {
        decode(record, entries);
      }
    }
    return entries;
  }

  private static void decode(ConsumerRecord<byte[], byte[]> record, List<OutboxEntry> entries) {
    try {
      entries.add(
          new OutboxEntry(
              JsonCodec.VENUE_REQUEST.decode(record.value()),
              Instant.ofEpochMilli(record.timestamp())));
    } catch (MalformedRecordException | IllegalArgumentException e) {
      LOG.error(
          "{} partition {} offset {} is not sent: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
