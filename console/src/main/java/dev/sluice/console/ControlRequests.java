package dev.sluice.console;

import dev.sluice.domain.trading.Control;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where a person's controls go: the topic that the sequencer reads. */
public interface ControlRequests extends AutoCloseable {
  /**
   * Requests to the topic of a desk's Kafka, each acknowledged within ten seconds or given up.
   *
   * @param bootstrap host:port of the brokers
   * @param client name of who asks, for the broker's log
   */
  static ControlRequests kafka(String bootstrap, String client) {
    return new KafkaControlRequests(
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "client.id", client,
                "acks", "all",
                "enable.idempotence", "true",
                "max.block.ms", "10000",
                "delivery.timeout.ms", "10000",
                "request.timeout.ms", "5000",
                "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /**
   * Sends a request and returns once it is stored.
   *
   * @param control with {@code effectiveAt} null: the sequencer stamps it
   * @throws UnavailableException where it was not acknowledged; it may be sent again with its id
   */
  void send(Control control);

  @Override
  void close();

  /** The request was not acknowledged in time. */
  final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
