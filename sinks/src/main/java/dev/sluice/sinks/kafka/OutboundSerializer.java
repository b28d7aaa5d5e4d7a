package dev.sluice.sinks.kafka;

import dev.sluice.wire.Headers;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes an {@link OutboundRecord} to exactly the partition that it names, without a timestamp: the
 * broker stamps the arrival, since an event's own time may be decades ago and would be judged by
 * the broker's retention.
 */
public final class OutboundSerializer implements KafkaRecordSerializationSchema<OutboundRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutboundRecord record, KafkaSinkContext context, Long timestamp) {
    List<Header> headers =
        record.watermark() == null
            ? List.of()
            : List.of(new RecordHeader(Headers.WATERMARK, Headers.encode(record.watermark())));
    return new ProducerRecord<>(
        record.topic(), record.partition(), null, record.key(), record.value(), headers);
  }
}
