package dev.sluice.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row R4: a log that has lost what a job has not read fails it, and is not read past the gap. */
@Timeout(180)
class LostLogITCase {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.SIGNALS, 0);
  private static final Queue<Long> READ = new ConcurrentLinkedQueue<>();

  @TempDir private Path directory;

  @Test
  void aJobDoesNotGoOnBehindWhatTheLogHasLost() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        Producer<byte[], byte[]> producer = FeedClients.producer(kafka.bootstrapServers());
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      kafka.createTopics(List.of(Topics.SIGNALS), 1);
      write(producer, 10);
      JobClient first = start(kafka.bootstrapServers(), null);
      awaitRead(10);
      String savepoint =
          first
              .stopWithSavepoint(
                  false, directory.resolve("savepoints").toString(), SavepointFormatType.CANONICAL)
              .get();
      write(producer, 10);

      JobClient second = start(kafka.bootstrapServers(), savepoint);
      awaitRead(20);
      savepoint =
          second
              .stopWithSavepoint(
                  false, directory.resolve("savepoints").toString(), SavepointFormatType.CANONICAL)
              .get();
      assertThat(READ).as("a log that is whole goes on").hasSize(20).doesNotHaveDuplicates();

      write(producer, 10);
      admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(25))).all().get();
      JobClient third = start(kafka.bootstrapServers(), savepoint);
      assertThatThrownBy(() -> third.getJobExecutionResult().get())
          .hasRootCauseInstanceOf(OffsetOutOfRangeException.class)
          .rootCause()
          .hasMessageContaining(PARTITION.toString());
      assertThat(READ).as("nothing behind the gap was read").hasSize(20);
    }
  }

  private static void write(Producer<byte[], byte[]> producer, int records) throws Exception {
    for (int i = 0; i < records; i++) {
      producer.send(new ProducerRecord<>(Topics.SIGNALS, 0, null, new byte[] {(byte) i})).get();
    }
  }

  private static JobClient start(String brokers, String savepoint) throws Exception {
    SluiceConfig config =
        SluiceConfig.from(new String[] {"--sluice.kafka.bootstrap-servers", brokers}, Map.of());
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    env.fromSource(
            KafkaSources.topic(config, Topics.SIGNALS, "lost-log"),
            WatermarkStrategy.noWatermarks(),
            "read")
        .uid("read")
        .map(
            message -> {
              READ.add(message.offset());
              return message.offset();
            })
        .uid("remember")
        .print()
        .uid("print");
    return env.executeAsync("lost-log");
  }

  private static void awaitRead(int count) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (READ.size() < count) {
      assertThat(System.nanoTime()).as("%d of %d read", READ.size(), count).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
