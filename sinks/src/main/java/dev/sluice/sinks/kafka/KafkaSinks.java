package dev.sluice.sinks.kafka;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the desk writes to Kafka. */
public final class KafkaSinks {
  /** Gathers what is written within this time into one request; milliseconds. */
  private static final int LINGER_MILLIS = 5;

  private KafkaSinks() {}

  /**
   * A sink that loses nothing and keeps the order of a partition. After a failure what came since
   * the last checkpoint is written again; ids are deterministic and readers drop the second copy,
   * so no transaction is needed and readers wait for no commit.
   *
   * @param bootstrapServers {@code host:port}, comma-separated
   */
  public static KafkaSink<OutboundRecord> atLeastOnce(String bootstrapServers) {
    return KafkaSink.<OutboundRecord>builder()
        .setBootstrapServers(bootstrapServers)
        .setRecordSerializer(new OutboundSerializer())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.ACKS_CONFIG, "all")
        .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none")
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(LINGER_MILLIS))
        .build();
  }
}
