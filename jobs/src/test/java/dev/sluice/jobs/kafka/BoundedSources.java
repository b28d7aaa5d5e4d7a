package dev.sluice.jobs.kafka;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.common.TopicPartition;

/** The market job's sources over a stretch of the log: from given offsets to where it ends now. */
public final class BoundedSources {
  private BoundedSources() {}

  public static KafkaSource<MarketInput> ticks(
      SluiceConfig config, Map<TopicPartition, Long> from) {
    return source(config, from, Topics.TICKS, MarketInputDeserializer.ticks());
  }

  public static KafkaSource<MarketInput> rawBars(
      SluiceConfig config, Map<TopicPartition, Long> from) {
    return source(config, from, Topics.BARS_RAW, MarketInputDeserializer.rawBars());
  }

  private static KafkaSource<MarketInput> source(
      SluiceConfig config,
      Map<TopicPartition, Long> from,
      String topic,
      MarketInputDeserializer deserializer) {
    Map<TopicPartition, Long> ofTopic = new HashMap<>(from);
    ofTopic.keySet().removeIf(partition -> !partition.topic().equals(topic));
    return KafkaSource.<MarketInput>builder()
        .setBootstrapServers(config.bootstrapServers())
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.offsets(ofTopic))
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(deserializer)
        .build();
  }
}
