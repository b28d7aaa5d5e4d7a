package dev.sluice.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.wire.Headers;
import dev.sluice.wire.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The market job as it runs, with Kafka on both sides, stopped by savepoints and started again from
 * them. The broker is its own, so that offsets are those of the log.
 */
final class StagedMarket implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> MARKED = List.of(Topics.BARS, Topics.INDICATORS, Topics.QUOTES);
  private static final List<String> OUTPUTS =
      List.of(
          Topics.BARS, Topics.INDICATORS, Topics.QUOTES, Topics.DATA_QUALITY, Topics.DEAD_LETTERS);

  private final EmbeddedKafka kafka;
  private final Producer<byte[], byte[]> producer;
  private final Map<String, String> options;
  private JobClient job;

  StagedMarket(Path directory, Map<String, String> options) throws Exception {
    this.kafka = EmbeddedKafka.start(directory);
    this.options = options;
    kafka.createTopics(Topics.ALL, MarketDays.PARTITIONS);
    // A partition answers this when it has its leader. A producer that is quicker than that may
    // lose
    // the order of its first batches, and then it repeats one of them for ever.
    try (Consumer<byte[], byte[]> consumer = consumer(List.of(Topics.TICKS, Topics.BARS_RAW))) {
      assertThat(consumer.endOffsets(consumer.assignment()).values()).containsOnly(0L);
    }
    producer = FeedClients.producer(kafka.bootstrapServers());
  }

  /** Appends to the log. */
  void append(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      sent.add(producer.send(record));
    }
    for (Future<?> one : sent) {
      one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /**
   * Starts the job.
   *
   * @param savepoint from where; null for the beginning of the log
   */
  void start(int parallelism, Path savepoint) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--sluice.kafka.bootstrap-servers", kafka.bootstrapServers(),
                "--sluice.parallelism", Integer.toString(parallelism)));
    options.forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    SluiceConfig config = SluiceConfig.from(arguments.toArray(String[]::new), Map.of());
    Configuration settings = FlinkEnvironment.settings(config);
    // A savepoint of one file.
    settings.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.parse("1m"));
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
      settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, false);
    }
    StreamTypes.register();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    MarketTopology.define(
        env,
        KafkaSources.marketData(config),
        KafkaSinks.atLeastOnce(config.bootstrapServers()),
        config);
    job = env.executeAsync("staged-market");
  }

  /** Waits until the job has written all that it has to say up to a heartbeat. */
  void await(Instant heartbeat) throws Exception {
    long promise = heartbeat.toEpochMilli() - MarketDays.BOUND - 1;
    Map<TopicPartition, Long> markers = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumer(MARKED)) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (markers.size() < MARKED.size() * MarketDays.PARTITIONS
          || markers.values().stream().anyMatch(marker -> marker < promise)) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "no marker of %s within %s: %s, job %s"
                  .formatted(heartbeat, PATIENCE, markers, job.getJobStatus().get()));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          Header marker = record.headers().lastHeader(Headers.WATERMARK);
          if (marker != null) {
            markers.merge(
                new TopicPartition(record.topic(), record.partition()),
                Headers.decode(marker.value()),
                Math::max);
          }
        }
      }
    }
  }

  /** Ends the job with a savepoint in the canonical format and says where it is. */
  Path stop(Path directory) throws Exception {
    String savepoint =
        job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    job.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    job = null;
    return Path.of(URI.create(savepoint));
  }

  /** All that was written so far. */
  MarketRun output() {
    List<OutboundRecord> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer(OUTPUTS)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100))) {
          if (one.headers().lastHeader(Headers.WATERMARK) == null) {
            records.add(OutboundRecord.data(one.topic(), one.partition(), one.key(), one.value()));
          }
        }
      }
    }
    return MarketRun.of(records);
  }

  private Consumer<byte[], byte[]> consumer(List<String> topics) {
    Consumer<byte[], byte[]> consumer = FeedClients.consumer(kafka.bootstrapServers());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (int partition = 0; partition < MarketDays.PARTITIONS; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() throws Exception {
    if (job != null) {
      job.cancel().get();
    }
    producer.close();
    kafka.close();
  }
}
