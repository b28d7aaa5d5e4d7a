package dev.sluice.jobs.kafka;

import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.Headers;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Tells data from markers; the data stay bytes, so that what is unreadable is met where it matters.
 */
final class TopicMessageDeserializer implements KafkaRecordDeserializationSchema<TopicMessage> {
  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = new byte[0];

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TopicMessage> out) {
    Header header = record.headers().lastHeader(Headers.WATERMARK);
    // What only looks like a marker is data that cannot be read: it moves no time.
    Header watermark = header != null && Headers.isTime(header.value()) ? header : null;
    out.collect(
        new TopicMessage(
            record.topic(),
            record.partition(),
            record.offset(),
            watermark != null || record.value() == null ? EMPTY : record.value(),
            watermark == null ? TopicMessage.DATA : Headers.decode(watermark.value())));
  }

  @Override
  public TypeInformation<TopicMessage> getProducedType() {
    return StreamTypes.of(TopicMessage.class);
  }
}
