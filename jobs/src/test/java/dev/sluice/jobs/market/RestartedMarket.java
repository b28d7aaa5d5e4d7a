package dev.sluice.jobs.market;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.domain.market.Bar;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.wire.BarReader;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The market job on a log that grows, on a broker of its own, killed and started again. */
final class RestartedMarket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;
  private final EmbeddedKafka kafka;
  private final SluiceConfig config;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> reader;
  private final Map<String, List<Bar>> editions = new TreeMap<>();
  private JobClient job;
  private String savepoint;

  private RestartedMarket(Path directory, EmbeddedKafka kafka, SluiceConfig config) {
    this.directory = directory;
    this.kafka = kafka;
    this.config = config;
    this.producer = FeedClients.producer(kafka.bootstrapServers());
    this.reader = FeedClients.consumer(kafka.bootstrapServers());
    List<TopicPartition> partitions =
        List.of(new TopicPartition(Topics.BARS, 0), new TopicPartition(Topics.BARS, 1));
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
  }

  static RestartedMarket on(Path directory, Map<String, String> options) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    kafka.createTopics(Topics.ALL, MarketDays.PARTITIONS);
    List<String> arguments =
        new ArrayList<>(List.of("--sluice.kafka.bootstrap-servers", kafka.bootstrapServers()));
    options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    SluiceConfig config = SluiceConfig.from(arguments.toArray(String[]::new), Map.of());
    return new RestartedMarket(directory, kafka, config);
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Starts the job, from the savepoint where there is one. */
  void start(int parallelism) throws Exception {
    SluiceConfig at = config.with(SluiceOptions.PARALLELISM, parallelism);
    Configuration settings = FlinkEnvironment.settings(at);
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    MarketTopology.define(
        env, KafkaSources.marketData(at), KafkaSinks.atLeastOnce(at.bootstrapServers()), at);
    job = env.executeAsync("market-to-be-killed");
  }

  void publish(List<ProducerRecord<byte[], byte[]>> log) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    log.forEach(record -> sent.add(producer.send(record)));
    for (Future<?> one : sent) {
      one.get();
    }
  }

  void takeSavepoint() throws Exception {
    savepoint =
        job.triggerSavepoint(
                directory.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
  }

  /** Ends the job without any goodbye: what it did since the savepoint is done again. */
  void kill() throws Exception {
    job.cancel().get();
    job = null;
  }

  void awaitBar(String key) {
    awaitEditions(key, 1);
  }

  /** Reads on until a bar was written so many times. */
  void awaitEditions(String key, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (editions(key) < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "%s: %d editions within %s, expected %d; there are %s"
                .formatted(key, editions(key), PATIENCE, count, editions.keySet()));
      }
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(50))) {
        if (record.headers().lastHeader(Headers.WATERMARK) == null) {
          Bar bar = BarReader.read(record.value());
          editions.computeIfAbsent(MarketRun.key(bar), any -> new ArrayList<>()).add(bar);
        }
      }
    }
  }

  /** How many times a bar was written, by what was read so far. */
  int editions(String key) {
    return editions.getOrDefault(key, List.of()).size();
  }

  /** Each bar, as {@link MarketRun#bars()}; fails where it was written in two ways. */
  Map<String, String> bars() {
    Map<String, String> bars = new TreeMap<>();
    editions.forEach(
        (key, all) -> {
          if (all.stream().distinct().count() != 1) {
            throw new AssertionError(key + ": " + all);
          }
          bars.put(key, MarketRun.withoutRevision(all.get(0)));
        });
    return bars;
  }

  @Override
  public void close() throws Exception {
    if (job != null) {
      job.cancel().get();
    }
    reader.close();
    producer.close();
    kafka.close();
  }
}
