package dev.sluice.bench.flink;

import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.kafka.KafkaSources;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.KafkaSinks;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.wire.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The least that a keyed job from Kafka to Kafka does: the market job's source and sink, a shuffle
 * by symbol, and a copy of each tick with the broker's stamp of the tick before it.
 */
final class PassThrough {
  private PassThrough() {}

  static void define(StreamExecutionEnvironment env, SluiceConfig config, int partitions) {
    env.fromSource(KafkaSources.marketData(config), WatermarkStrategy.noWatermarks(), "Read")
        .uid("read")
        .filter(input -> input.tick() != null)
        .uid("ticks")
        .keyBy(input -> input.tick().symbol())
        .map(input -> copy(input, partitions), StreamTypes.of(OutboundRecord.class))
        .uid("copy")
        .sinkTo(KafkaSinks.atLeastOnce(config.bootstrapServers()))
        .uid("publish");
  }

  private static OutboundRecord copy(MarketInput input, int partitions) {
    String symbol = input.tick().symbol();
    byte[] value =
        ByteBuffer.allocate(Long.BYTES + input.raw().length)
            .putLong(input.appendTime())
            .put(input.raw())
            .array();
    return OutboundRecord.data(
        Topics.QUOTES,
        Topics.partition(symbol, partitions),
        symbol.getBytes(StandardCharsets.UTF_8),
        value);
  }
}
