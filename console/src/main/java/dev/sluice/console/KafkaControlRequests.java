package dev.sluice.console;

import dev.sluice.domain.trading.Control;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes controls to the topic {@code requests}, keyed by account. */
final class KafkaControlRequests implements ControlRequests {
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(10);
  private final Producer<byte[], byte[]> producer;

  KafkaControlRequests(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public void send(Control control) {
    try {
      int partitions = producer.partitionsFor(Topics.REQUESTS).size();
      ProducerRecord<byte[], byte[]> message =
          new ProducerRecord<>(
              Topics.REQUESTS,
              Topics.partition(control.account(), partitions),
              control.account().getBytes(StandardCharsets.UTF_8),
              JsonCodec.CONTROL.encode(control));
      producer.send(message).get(ACKNOWLEDGED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted while Kafka stored the control", e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new UnavailableException("Kafka did not store the control within 10 s", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
