package dev.sluice.connectors.venue;

import dev.sluice.wire.Headers;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.SequencedInput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The journal on {@code venue.reports}. Each append is a transaction of a producer whose {@code
 * transactional.id} is the account's, so opening the journal fences whoever had it before: the
 * broker refuses his next append, and with it whatever he would have sent.
 */
final class KafkaJournal implements Journal {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Producer<byte[], byte[]> producer;
  private final Supplier<Consumer<byte[], byte[]>> committed;
  private final Supplier<Consumer<byte[], byte[]>> uncommitted;
  private final TopicPartition partition;
  private final byte[] key;

  /**
   * A journal that is not open.
   *
   * @param producer transactional, not initialised; closed with the journal
   * @param committed makes a consumer that reads committed records only; closed after reading
   * @param uncommitted makes one that sees where the partition ends, open transactions included
   * @param partition of {@code venue.reports}, the account's
   */
  KafkaJournal(
      Producer<byte[], byte[]> producer,
      Supplier<Consumer<byte[], byte[]>> committed,
      Supplier<Consumer<byte[], byte[]>> uncommitted,
      TopicPartition partition,
      String account) {
    this.producer = producer;
    this.committed = committed;
    this.uncommitted = uncommitted;
    this.partition = partition;
    this.key = account.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<JournalEntry> open() throws JournalException {
    try {
      // First the fence, then the reading: nothing of an older writer can follow what is read.
      producer.initTransactions();
      return read();
    } catch (KafkaException | MalformedRecordException e) {
      throw failed("the journal cannot be read", e);
    }
  }

  private List<JournalEntry> read() {
    long end;
    try (Consumer<byte[], byte[]> consumer = uncommitted.get()) {
      end = consumer.endOffsets(List.of(partition)).get(partition);
    }
    List<JournalEntry> entries = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = committed.get()) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      // Another account's open transaction may stand before records of ours: to the very end.
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (Arrays.equals(record.key(), key)) {
            entries.add(decode(record));
          }
        }
      }
    }
    return entries;
  }

  @Override
  public void append(List<JournalEntry> entries) throws JournalException {
    try {
      producer.beginTransaction();
      for (JournalEntry entry : entries) {
        // The commit fails where a send did; the future has nothing to add.
        Future<?> unused = producer.send(encode(entry));
      }
      producer.commitTransaction();
    } catch (KafkaException e) {
      throw failed("the journal took no record", e);
    }
  }

  private static JournalException failed(String what, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return new JournalException("another connector of the account has taken over", true, e);
      }
    }
    return new JournalException(what + ": " + e, false, e);
  }

  private ProducerRecord<byte[], byte[]> encode(JournalEntry entry) {
    List<Header> headers = new ArrayList<>(2);
    if (entry.cursor() != null) {
      byte[] cursor = entry.cursor().getBytes(StandardCharsets.UTF_8);
      headers.add(new RecordHeader(Headers.VENUE_CURSOR, cursor));
    }
    if (entry.orderNumber() != null) {
      headers.add(new RecordHeader(Headers.ORDER_NUMBER, Headers.encode(entry.orderNumber())));
    }
    byte[] value = new SequencedInput(null, entry.report(), entry.position()).encode();
    return new ProducerRecord<>(
        partition.topic(), partition.partition(), null, key, value, headers);
  }

  private JournalEntry decode(ConsumerRecord<byte[], byte[]> record) {
    Header cursor = record.headers().lastHeader(Headers.VENUE_CURSOR);
    Header number = record.headers().lastHeader(Headers.ORDER_NUMBER);
    SequencedInput report = SequencedInput.decode(record.value());
    if (report.control() != null) {
      throw new MalformedRecordException(
          "schema: was that of a control, expected an execution-report or a position-report");
    }
    return new JournalEntry(
        report.execution(),
        report.position(),
        cursor == null ? null : new String(cursor.value(), StandardCharsets.UTF_8),
        number == null ? null : Headers.decode(number.value()));
  }

  @Override
  public void close() {
    // Nothing is under way between appends, and a fenced producer has nothing to wait for.
    producer.close(Duration.ZERO);
  }
}
