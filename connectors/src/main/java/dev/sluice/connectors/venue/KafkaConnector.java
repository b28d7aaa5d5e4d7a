package dev.sluice.connectors.venue;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.wire.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A connector on the desk's topics, with the reader of its kill gate. */
public final class KafkaConnector implements AutoCloseable {
  /** How long a killed connector's last transaction may hold up those who read committed. */
  private static final Duration TRANSACTION = Duration.ofSeconds(30);

  /**
   * How long the broker may hold back an answer to the gate that has no control in it. The question
   * where the partition ends waits behind that answer.
   */
  private static final int GATE_WAIT_MILLIS = 10;

  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  private final GateReader gate;
  private final VenueConnector connector;

  private KafkaConnector(GateReader gate, VenueConnector connector) {
    this.gate = gate;
    this.connector = connector;
  }

  /**
   * A connector that has not begun; {@link VenueConnector#run} makes it the account's only one.
   *
   * @param bootstrap host:port of the brokers
   * @param partitions number of partitions of each topic
   * @param account whose requests it takes
   * @param venue name of the venue, as reports carry it
   * @param factory connections to it
   * @param gateFreshness an order leaves only where all controls of that long ago were taken
   */
  public static KafkaConnector open(
      String bootstrap,
      int partitions,
      String account,
      String venue,
      VenueFactory factory,
      ConnectorSettings settings,
      Duration gateFreshness) {
    int partition = Topics.partition(account, partitions);
    KillGate killGate = new KillGate(account, gateFreshness, System::nanoTime);
    GateReader reader =
        new GateReader(
            consumer(bootstrap, Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATE_WAIT_MILLIS)),
            new TopicPartition(Topics.INPUTS, partition),
            killGate,
            System::nanoTime);
    KafkaJournal journal =
        new KafkaJournal(
            producer(bootstrap, account),
            () -> committed(bootstrap),
            () -> FeedClients.consumer(bootstrap),
            new TopicPartition(Topics.VENUE_REPORTS, partition),
            account);
    KafkaOutbox outbox =
        new KafkaOutbox(committed(bootstrap), new TopicPartition(Topics.VENUE_REQUESTS, partition));
    VenueConnector connector =
        new VenueConnector(
            account,
            venue,
            journal,
            outbox,
            killGate,
            factory,
            settings,
            Clock.systemUTC(),
            System::nanoTime);
    reader.start();
    return new KafkaConnector(reader, connector);
  }

  /** The connector itself. */
  public VenueConnector connector() {
    return connector;
  }

  /** One writer an account, whatever venue it is at. */
  private static Producer<byte[], byte[]> producer(String bootstrap, String account) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "sluice-venue-" + account);
    settings.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION.toMillis()));
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT.toMillis());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Consumer<byte[], byte[]> committed(String bootstrap) {
    return consumer(bootstrap, Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
  }

  private static Consumer<byte[], byte[]> consumer(String bootstrap, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Closes its clients; the connector's run must have ended. */
  @Override
  public void close() {
    gate.close();
    connector.close();
  }
}
