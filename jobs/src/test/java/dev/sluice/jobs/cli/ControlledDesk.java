package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.Sequencer;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.trading.TradingJob;
import dev.sluice.jobs.trading.TradingTopology;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The real sequencer and the real trading job on a Kafka of the test's own, without a database, and
 * a clock that goes on by itself.
 */
final class ControlledDesk implements AutoCloseable {
  static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final int PARTITIONS = 2;

  final EmbeddedKafka kafka;
  final Producer<byte[], byte[]> producer;

  /** The feed's clock, a Monday's noon in New York and on. */
  final AtomicLong clock = new AtomicLong(Instant.parse("2024-01-08T17:00:00Z").toEpochMilli());

  final AtomicBoolean standsStill = new AtomicBoolean();
  private final Path home;
  private final JobClient job;
  private final Sequencer sequencer;
  private final ScheduledExecutorService feed;

  /**
   * @param home where the desk is said to live
   * @param accounts value of {@code sluice.accounts}
   */
  ControlledDesk(Path home, String accounts) throws Exception {
    this.home = home;
    kafka = EmbeddedKafka.start(home.resolve("kafka"));
    kafka.createTopics(Topics.ALL, PARTITIONS);
    SluiceConfig config =
        SluiceConfig.from(
            new String[] {
              "--sluice.kafka.bootstrap-servers",
              kafka.bootstrapServers(),
              "--sluice.accounts",
              accounts
            },
            Map.of());
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, FlinkEnvironment.settings(config));
    TradingTopology.define(
        env,
        TradingJob.sources(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        config.accounts(),
        config);
    job = env.executeAsync("trading-under-test");
    producer = FeedClients.producer(kafka.bootstrapServers());
    sequencer =
        new Sequencer(
            producer, FeedClients.consumer(kafka.bootstrapServers()), PARTITIONS, clock::get);
    sequencer.start();
    feed = Executors.newSingleThreadScheduledExecutor();
    feed.scheduleAtFixedRate(this::heartbeat, 0, 50, TimeUnit.MILLISECONDS);
    Files.writeString(
        home.resolve("endpoints.json"),
        JSON.writeValueAsString(
            Map.of(
                "kafka",
                kafka.bootstrapServers(),
                "postgres",
                "jdbc:postgresql://127.0.0.1:1/none")));
  }

  /** A second of event time, promised on everything that the accounts wait for. */
  private void heartbeat() {
    if (standsStill.get()) {
      return;
    }
    long time = clock.addAndGet(1_000);
    Header promise = new RecordHeader(Headers.WATERMARK, Headers.encode(time));
    for (String topic : List.of(Topics.QUOTES, Topics.SIGNALS)) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        producer.send(
            new ProducerRecord<>(topic, partition, null, null, new byte[0], List.of(promise)));
      }
    }
    try {
      sequencer.heartbeat(Instant.ofEpochMilli(time));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a command answered. */
  record Answer(int exit, JsonNode json) {}

  /** Runs a command on this desk, with JSON. */
  Answer run(String command, String... arguments) throws Exception {
    StringWriter out = new StringWriter();
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--json", "--home", home.toString()));
    int exit =
        SluiceCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(line.toArray(String[]::new));
    return new Answer(exit, JSON.readTree(out.toString()));
  }

  /** What a topic holds now, each partition in order. */
  <T> List<T> read(String topic, JsonCodec<T> codec) {
    List<T> values = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = FeedClients.consumer(kafka.bootstrapServers())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.headers().lastHeader(Headers.WATERMARK) == null) {
            values.add(codec.decode(record.value()));
          }
        }
      }
    }
    return values;
  }

  @Override
  public void close() throws Exception {
    feed.shutdownNow();
    assertThat(feed.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    sequencer.close();
    job.cancel().get();
    producer.close();
    kafka.close();
  }
}
