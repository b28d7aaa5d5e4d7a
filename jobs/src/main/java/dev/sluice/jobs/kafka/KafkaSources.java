package dev.sluice.jobs.kafka;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.wire.Topics;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.KafkaSource;

/**
 * Where the jobs read from. A new job starts at the beginning of the log; after that its checkpoint
 * says where it was, and a log that does not reach there any more fails the job.
 */
public final class KafkaSources {
  private KafkaSources() {}

  /**
   * Ticks and bars as they come from feeds. One source reads both, since what has one input can be
   * one task (docs/decisions/0017).
   */
  public static KafkaSource<MarketInput> marketData(SluiceConfig config) {
    return KafkaSource.<MarketInput>builder()
        .setBootstrapServers(config.bootstrapServers())
        .setTopics(Topics.TICKS, Topics.BARS_RAW)
        .setGroupId("sluice-market")
        .setStartingOffsets(new FromTheBeginning())
        .setDeserializer(new MarketInputDeserializer())
        .setProperties(consumer())
        .build();
  }

  /** A topic of one of our jobs, with the markers that its writer puts behind the data. */
  public static KafkaSource<TopicMessage> topic(SluiceConfig config, String topic, String job) {
    return topics(config, List.of(topic), job);
  }

  /** Several topics of our jobs as one source. */
  public static KafkaSource<TopicMessage> topics(
      SluiceConfig config, List<String> topics, String job) {
    return KafkaSource.<TopicMessage>builder()
        .setBootstrapServers(config.bootstrapServers())
        .setTopics(topics)
        .setGroupId(job)
        .setStartingOffsets(new FromTheBeginning())
        .setDeserializer(new TopicMessageDeserializer())
        .setProperties(consumer())
        .build();
  }

  private static Properties consumer() {
    Properties properties = new Properties();
    // A fetch waits for its first byte no longer than this: latency of a quiet topic.
    properties.setProperty("fetch.max.wait.ms", "50");
    properties.setProperty("commit.offsets.on.checkpoint", "true");
    return properties;
  }
}
