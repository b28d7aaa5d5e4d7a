package dev.sluice.jobs.kafka;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.wire.Topics;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.common.TopicPartition;

/** The market job's source over a stretch of the log: from given offsets to where it ends now. */
public final class BoundedSources {
  private BoundedSources() {}

  public static KafkaSource<MarketInput> marketData(
      SluiceConfig config, Map<TopicPartition, Long> from) {
    return KafkaSource.<MarketInput>builder()
        .setBootstrapServers(config.bootstrapServers())
        .setTopics(Topics.TICKS, Topics.BARS_RAW)
        .setStartingOffsets(OffsetsInitializer.offsets(from))
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(new MarketInputDeserializer())
        .build();
  }
}
