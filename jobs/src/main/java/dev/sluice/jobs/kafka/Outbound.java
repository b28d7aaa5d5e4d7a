package dev.sluice.jobs.kafka;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.sinks.kafka.OutboundRecord;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableFunction;

/** From records to bytes for a topic. */
public final class Outbound {
  private Outbound() {}

  /**
   * Encodes a stream for a topic.
   *
   * @param records what to publish
   * @param topic where; also the name and uid of the stage
   * @param partitions of the topic
   * @param key what decides the partition; never null
   * @param encode the topic's codec
   */
  public static <T> DataStream<OutboundRecord> to(
      DataStream<T> records,
      String topic,
      int partitions,
      SerializableFunction<T, String> key,
      SerializableFunction<T, byte[]> encode) {
    return records
        .map(
            record -> {
              String keyed = key.apply(record);
              return OutboundRecord.data(
                  topic,
                  Topics.partition(keyed, partitions),
                  keyed.getBytes(StandardCharsets.UTF_8),
                  encode.apply(record));
            },
            StreamTypes.of(OutboundRecord.class))
        .uid("encode-" + topic)
        .name("Encode " + topic);
  }

  /** Encodes refused inputs for {@code dead-letters}. */
  public static DataStream<OutboundRecord> deadLetters(
      DataStream<DeadLetter> letters, int partitions) {
    return to(
        letters,
        Topics.DEAD_LETTERS,
        partitions,
        DeadLetter::id,
        letter -> JsonCodec.DEAD_LETTER.encode(letter));
  }
}
