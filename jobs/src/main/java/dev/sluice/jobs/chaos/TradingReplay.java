package dev.sluice.jobs.chaos;

import dev.sluice.jobs.desk.TradingProgress;
import dev.sluice.jobs.trading.TradingJob;
import dev.sluice.jobs.trading.TradingTopology;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.sinks.kafka.OutboundSerializer;
import dev.sluice.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a venue outside says, and when, is the wall clock's; what the desk makes of it is not: the
 * trading job once more, from the beginning of quotes, signals and inputs as they were recorded and
 * left alone this time, must decide what it decided while things went wrong.
 */
final class TradingReplay {
  private static final String PREFIX = "replay.";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> WRITTEN =
      List.of(
          Topics.ORDERS,
          Topics.EXECUTIONS,
          Topics.PORTFOLIO,
          Topics.CONTROLS,
          Topics.RISK,
          Topics.VENUE_REQUESTS,
          Topics.ARTIFACTS,
          Topics.DEAD_LETTERS);

  /** What of it is compared: artifacts and dead letters have other writers too. */
  private static final List<String> COMPARED = WRITTEN.subList(0, 6);

  private final ChaosDesk desk;
  private final BooleanSupplier tend;

  TradingReplay(ChaosDesk desk, BooleanSupplier tend) {
    this.desk = desk;
    this.tend = tend;
  }

  /** Runs it and says what it decides otherwise; empty where nothing. */
  List<String> differences() throws Exception {
    String servers = desk.config().bootstrapServers();
    int partitions = desk.config().partitions();
    createTopics(servers, partitions);
    long wanted = desk.takenThrough();
    desk.jobs()
        .submit(
            TradingJob.NAME + "-replay",
            (env, config) ->
                TradingTopology.define(
                    env,
                    TradingJob.sources(config),
                    sink(servers),
                    TradingJob.accounts(config),
                    config));
    awaitDecided(servers, partitions, wanted);
    RunLog decided = RunLog.read(servers, partitions, COMPARED, "", null);
    RunLog replayed = RunLog.read(servers, partitions, COMPARED, PREFIX, null);
    List<String> differences = new ArrayList<>(replayed.contradictions());
    for (String topic : COMPARED) {
      differences.addAll(
          decided
              .fingerprints()
              .get(topic)
              .differences("replay of " + topic, replayed.fingerprints().get(topic))
              .lines());
    }
    return differences;
  }

  private static void createTopics(String servers, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
      admin
          .createTopics(
              WRITTEN.stream().map(t -> new NewTopic(PREFIX + t, partitions, (short) 1)).toList())
          .all()
          .get();
    }
  }

  /** Waits until every account has taken this time once more. */
  private void awaitDecided(String servers, int partitions, long wanted)
      throws InterruptedException {
    try (TradingProgress progress =
        new TradingProgress(servers, PREFIX + Topics.PORTFOLIO, partitions)) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (progress.watermark() < wanted) {
        if (System.nanoTime() > end) {
          throw new ChaosException("the replay did not end within " + PATIENCE);
        }
        var unused = tend.getAsBoolean();
        Thread.sleep(200);
      }
    }
  }

  private static KafkaSink<OutboundRecord> sink(String servers) {
    Properties settings = new Properties();
    settings.setProperty("acks", "all");
    return KafkaSink.<OutboundRecord>builder()
        .setBootstrapServers(servers)
        .setKafkaProducerConfig(settings)
        .setRecordSerializer(new Renamed())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Writes to topics of another name. */
  private static final class Renamed implements KafkaRecordSerializationSchema<OutboundRecord> {
    private static final long serialVersionUID = 1L;

    private final OutboundSerializer serializer = new OutboundSerializer();

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        OutboundRecord record, KafkaSinkContext context, Long timestamp) {
      ProducerRecord<byte[], byte[]> plain = serializer.serialize(record, context, timestamp);
      return new ProducerRecord<>(
          PREFIX + plain.topic(),
          plain.partition(),
          null,
          plain.key(),
          plain.value(),
          plain.headers());
    }
  }
}
