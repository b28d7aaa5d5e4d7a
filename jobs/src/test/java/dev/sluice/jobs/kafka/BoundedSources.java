package dev.sluice.jobs.kafka;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.wire.Topics;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** The market job's sources, ending where the log ends now. */
public final class BoundedSources {
  private BoundedSources() {}

  public static KafkaSource<MarketInput> ticks(SluiceConfig config) {
    return source(config, Topics.TICKS, MarketInputDeserializer.ticks());
  }

  public static KafkaSource<MarketInput> rawBars(SluiceConfig config) {
    return source(config, Topics.BARS_RAW, MarketInputDeserializer.rawBars());
  }

  private static KafkaSource<MarketInput> source(
      SluiceConfig config, String topic, MarketInputDeserializer deserializer) {
    return KafkaSource.<MarketInput>builder()
        .setBootstrapServers(config.bootstrapServers())
        .setTopics(topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest())
        .setDeserializer(deserializer)
        .build();
  }
}
