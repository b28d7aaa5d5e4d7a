package dev.sluice.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.files.ActionsFile;
import dev.sluice.domain.market.CorporateAction;
import dev.sluice.embedded.EmbeddedKafka;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionsCommandITCase {
  @TempDir Path directory;

  @Test
  void eachActionIsInEachPartitionByItsSymbol() throws Exception {
    Path file = directory.resolve("actions.csv");
    Files.writeString(file, ActionsFile.HEADER + "\nNVDA,2024-06-10,10,0\nSPY,2024-06-21,1,1.759");
    List<CorporateAction> actions = ActionsFile.read(file, "actions.csv");
    assertThat(actions).hasSize(2);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        Consumer<byte[], byte[]> consumer = FeedClients.consumer(kafka.bootstrapServers())) {
      kafka.createTopics(List.of(Topics.TICKS), 2);
      SluiceConfig config =
          SluiceConfig.from(
              new String[] {"--sluice.kafka.bootstrap-servers", kafka.bootstrapServers()},
              Map.of());
      ActionsCommand.publish(actions, Topics.TICKS, config);
      for (int partition = 0; partition < 2; partition++) {
        TopicPartition of = new TopicPartition(Topics.TICKS, partition);
        consumer.assign(List.of(of));
        List<CorporateAction> read = new ArrayList<>();
        long end = consumer.endOffsets(List.of(of)).get(of);
        while (consumer.position(of) < end) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
            CorporateAction action = AvroCodec.CORPORATE_ACTION.decode(record.value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(action.symbol());
            read.add(action);
          }
        }
        assertThat(read).isEqualTo(actions);
      }
    }
  }
}
