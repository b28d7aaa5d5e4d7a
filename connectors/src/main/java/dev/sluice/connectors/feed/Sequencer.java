package dev.sluice.connectors.feed;

import dev.sluice.domain.Ids;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.trading.Control;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.SequencedInput;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what comes from outside its place in event time. It reads {@code requests}, stamps each
 * control with {@code effectiveAt} and appends it to {@code inputs}, of which it is the only
 * writer; the first copy of an id wins. So it does with what venues say on {@code venue.reports}:
 * each report has there its place, goes on in that order, and once. With each heartbeat of the feed
 * it promises on every partition of {@code inputs} that nothing at or before that time follows; a
 * later stamp is always behind every promise.
 *
 * <p>{@code requests} is read from its beginning at every start, {@code venue.reports} from behind
 * the last place in {@code inputs}, and what {@code inputs} holds already is not written again, so
 * that a kill between the two loses and doubles nothing.
 */
public final class Sequencer implements FeedListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final Duration POLL = Duration.ofMillis(50);

  /** The account of a control that is for all. */
  private static final String ALL_ACCOUNTS = "*";

  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private final int partitions;
  private final LongSupplier feedClock;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Object lock = new Object();

  /** What {@code inputs} holds; guarded by the lock, as are all promises and stamps. */
  private final SequencedInputs inputs;

  private volatile boolean closing;
  private Thread thread;

  /**
   * A sequencer.
   *
   * @param producer idempotent, see {@link FeedClients}; not closed by the sequencer
   * @param consumer without a group; the sequencer's own until it is closed, which closes it
   * @param partitions number of partitions of each topic
   * @param feedClock the feed's clock, epoch milliseconds; {@link Long#MIN_VALUE} before the first
   *     event
   */
  public Sequencer(
      Producer<byte[], byte[]> producer,
      Consumer<byte[], byte[]> consumer,
      int partitions,
      LongSupplier feedClock) {
    this.producer = producer;
    this.consumer = consumer;
    this.partitions = partitions;
    this.feedClock = feedClock;
    this.inputs = new SequencedInputs(partitions);
  }

  /**
   * Reads what {@code inputs} holds, then takes requests on a thread of its own until closed.
   *
   * @throws FeedException where {@code inputs} holds what is no control
   */
  public void start() throws FeedException {
    recover();
    thread = new Thread(this::run, "sluice-sequencer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Promises the time on every partition of {@code inputs}. */
  @Override
  public void heartbeat(Instant clock) throws FeedException {
    long time = clock.toEpochMilli();
    synchronized (lock) {
      for (int p = 0; p < partitions; p++) {
        if (inputs.promise(p, time)) {
          Header promise = new RecordHeader(Headers.WATERMARK, Headers.encode(time));
          send(Topics.INPUTS, p, null, new byte[0], List.of(promise));
        }
      }
    }
  }

  /**
   * Ends the taking of requests and closes the consumer. A request that was not taken is taken at
   * the next start.
   */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    consumer.close();
  }

  /** Reads {@code inputs} to its end, and completes what a kill left half written. */
  void recover() throws FeedException {
    List<TopicPartition> all = partitionsOf(Topics.INPUTS);
    consumer.assign(all);
    var ends = consumer.endOffsets(all);
    consumer.seekToBeginning(all);
    synchronized (lock) {
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          takeIn(record);
        }
      }
      for (Control control : inputs.ofAllAccounts()) {
        append(control);
      }
    }
    List<TopicPartition> requests = partitionsOf(Topics.REQUESTS);
    List<TopicPartition> reports = partitionsOf(Topics.VENUE_REPORTS);
    List<TopicPartition> both = new ArrayList<>(requests);
    both.addAll(reports);
    consumer.assign(both);
    consumer.seekToBeginning(requests);
    for (TopicPartition partition : reports) {
      consumer.seek(partition, inputs.nextReport(partition.partition()));
    }
  }

  private void takeIn(ConsumerRecord<byte[], byte[]> record) throws FeedException {
    try {
      inputs.take(record);
    } catch (MalformedRecordException e) {
      throw new FeedException(
          "%s partition %d offset %d: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
          e);
    }
  }

  /** Takes the requests that are there. */
  void poll(Duration timeout) throws FeedException {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
      if (record.topic().equals(Topics.VENUE_REPORTS)) {
        takeReport(record);
      } else {
        take(record);
      }
    }
  }

  private void takeReport(ConsumerRecord<byte[], byte[]> record) throws FeedException {
    SequencedInput report;
    try {
      report = decodeReport(record.value());
    } catch (MalformedRecordException e) {
      reject(record, e.getMessage());
      return;
    }
    synchronized (lock) {
      int partition = Topics.partition(report.account(), partitions);
      if (partition != record.partition()) {
        reject(
            record,
            "account: was '%s', which belongs in partition %d, expected an account of partition %d"
                .formatted(report.account(), partition, record.partition()));
        return;
      }
      Instant at = Instant.ofEpochMilli(inputs.nextReportStamp(feedClock.getAsLong()));
      SequencedInput stamped = report.at(at, record.offset());
      inputs.report(partition, stamped);
      byte[] key = report.account().getBytes(StandardCharsets.UTF_8);
      send(Topics.INPUTS, partition, key, stamped.encode(), List.of());
    }
  }

  private static SequencedInput decodeReport(byte[] value) {
    if (value == null) {
      throw new MalformedRecordException("value: was absent, expected execution-report/1");
    }
    SequencedInput report = SequencedInput.decode(value);
    if (report.control() != null) {
      throw new MalformedRecordException(
          "schema: was control/1, expected execution-report/1 or position-report/1");
    }
    return report;
  }

  private void run() {
    try {
      while (!closing) {
        poll(POLL);
      }
    } catch (WakeupException e) {
      LOG.debug("Sequencer closes");
    } catch (FeedException | RuntimeException e) {
      failure.compareAndSet(null, e);
      LOG.error("Sequencer ended: no control is taken until the desk is started again", e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> request) throws FeedException {
    Control control;
    try {
      control = decode(request.value());
    } catch (MalformedRecordException e) {
      reject(request, e.getMessage());
      return;
    }
    synchronized (lock) {
      if (inputs.knows(control.id())) {
        return;
      }
      long at = inputs.nextStamp(feedClock.getAsLong());
      append(control.at(Instant.ofEpochMilli(at)));
    }
    LOG.info("{} of account {} sequenced", control.action(), control.account());
  }

  private static Control decode(byte[] value) {
    if (value == null) {
      throw new MalformedRecordException("value: was absent, expected control/1");
    }
    Control control = JsonCodec.CONTROL.decode(value);
    try {
      control.check();
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(e.getMessage(), e);
    }
    return control;
  }

  /** Appends a stamped control to each partition that it is for and that does not hold it yet. */
  private void append(Control control) throws FeedException {
    byte[] key = control.account().getBytes(StandardCharsets.UTF_8);
    byte[] value = JsonCodec.CONTROL.encode(control);
    boolean all = control.account().equals(ALL_ACCOUNTS);
    int own = Topics.partition(control.account(), partitions);
    for (int p = 0; p < partitions; p++) {
      if ((all || p == own) && inputs.add(p, control)) {
        send(Topics.INPUTS, p, key, value, List.of());
      }
    }
  }

  private void reject(ConsumerRecord<byte[], byte[]> request, String reason) throws FeedException {
    String id = Ids.of("dead-letter", request.topic(), request.partition(), request.offset());
    DeadLetter letter =
        new DeadLetter(
            id,
            request.topic(),
            request.partition(),
            request.offset(),
            null,
            "MALFORMED",
            reason,
            request.value(),
            null);
    LOG.warn(
        "Request at partition {} offset {} is a dead letter: {}",
        request.partition(),
        request.offset(),
        reason);
    send(
        Topics.DEAD_LETTERS,
        Topics.partition(id, partitions),
        id.getBytes(StandardCharsets.UTF_8),
        JsonCodec.DEAD_LETTER.encode(letter),
        List.of());
  }

  private void send(String topic, int partition, byte[] key, byte[] value, List<Header> headers)
      throws FeedException {
    Exception error = failure.get();
    if (error != null) {
      throw new FeedException("the sequencer cannot go on: " + error, error);
    }
    // The callback is told of every error; the future has nothing to add.
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(topic, partition, null, key, value, headers),
            (metadata, refused) -> {
              if (refused != null) {
                failure.compareAndSet(null, refused);
              }
            });
  }

  private List<TopicPartition> partitionsOf(String topic) {
    List<TopicPartition> all = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      all.add(new TopicPartition(topic, p));
    }
    return all;
  }
}
