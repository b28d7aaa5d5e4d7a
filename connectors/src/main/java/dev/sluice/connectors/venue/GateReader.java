package dev.sluice.connectors.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.domain.trading.Control;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads controls off {@code inputs} into a {@link KillGate}, from the beginning, on a thread of its
 * own. Again and again it asks the broker where the partition ends and confirms the gate once it
 * has read to there: a broker that does not answer, or a thread that does not run, leaves the gate
 * unconfirmed and so shut.
 */
final class GateReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GateReader.class);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final KillGate gate;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * A reader that is not started.
   *
   * @param consumer without a group; the reader's own until it is closed, which closes it
   * @param partition of {@code inputs}, the account's
   */
  GateReader(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      KillGate gate,
      LongSupplier nanoTime) {
    this.consumer = consumer;
    this.partition = partition;
    this.gate = gate;
    this.nanoTime = nanoTime;
    this.thread = new Thread(this::run, "sluice-kill-gate");
    thread.setDaemon(true);
  }

  void start() {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        try {
          step();
        } catch (RetriableException e) {
          LOG.warn("Controls are not read, so nothing new is sent: {}", e.toString());
        }
      }
    } catch (WakeupException e) {
      LOG.debug("The gate closes");
    } catch (RuntimeException e) {
      LOG.error("Controls are not read any more: nothing new is sent until a restart", e);
      gate.fail(e.toString());
    }
  }

  /** Reads to where the partition ended when this began, and a little on. */
  void step() {
    long asOf = nanoTime.getAsLong();
    long end = consumer.endOffsets(List.of(partition), ANSWER).get(partition);
    while (consumer.position(partition, ANSWER) < end && !closing) {
      poll();
    }
    if (!closing) {
      gate.confirm(asOf);
      poll();
    }
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.headers().lastHeader(Headers.WATERMARK) == null) {
        take(record);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      JsonNode schema = JSON.readTree(record.value()).get("schema");
      // Reports of venues share the topic; what does not say what it is must be a control.
      if (schema == null || schema.asText().startsWith("control/")) {
        Control control = JsonCodec.CONTROL.decode(record.value());
        if (control.action() == null || KillGate.counts(control.action())) {
          control.check();
          gate.take(control);
          LOG.info("{} of account {} is in force", control.action(), control.account());
        }
      }
    } catch (IOException | MalformedRecordException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "%s offset %d: %s".formatted(record.topic(), record.offset(), e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    consumer.close();
  }
}
