package dev.sluice.jobs.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One look at whether Kafka answers and has the topics that somebody needs, in some seconds. */
public final class KafkaProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private KafkaProbe() {}

  /**
   * Asks once for the topics.
   *
   * @param bootstrapServers host:port of the brokers
   * @param topics that have to exist
   * @return empty where they do; otherwise what is wrong, on one line
   */
  public static Optional<String> problem(String bootstrapServers, Set<String> topics) {
    Properties settings = new Properties();
    settings.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Set<String> missing = new TreeSet<>(topics);
      missing.removeAll(consumer.listTopics(TIMEOUT).keySet());
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of("there is no topic " + String.join(", ", missing));
    } catch (TimeoutException e) {
      return Optional.of("no broker answers");
    } catch (KafkaException e) {
      // Kafka says "failed to construct" and keeps the reason for the cause.
      Throwable reason = e.getCause() == null ? e : e.getCause();
      return Optional.of(String.valueOf(reason.getMessage()));
    }
  }
}
