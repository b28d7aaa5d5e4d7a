package dev.sluice.jobs.kafka;

import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickValidator;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.operators.stream.StreamTypes;
import dev.sluice.wire.AvroCodec;
import dev.sluice.wire.Headers;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.MalformedRecordException;
import dev.sluice.wire.TickReader;
import dev.sluice.wire.Topics;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Reads ticks and given bars, Avro or JSON; what is neither goes on with its bytes and the problem,
 * to be a dead letter.
 */
final class MarketInputDeserializer implements KafkaRecordDeserializationSchema<MarketInput> {
  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = new byte[0];

  private transient TickReader reader;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<MarketInput> out) {
    Header heartbeat = record.headers().lastHeader(Headers.HEARTBEAT);
    byte[] value = record.value() == null ? EMPTY : record.value();
    if (heartbeat != null) {
      String problem = problem(heartbeat.value());
      out.collect(
          problem == null
              ? input(record, 0, EMPTY, null, null, Headers.decode(heartbeat.value()), null)
              : unreadable(record, 0, value, problem));
      return;
    }
    if (record.headers().lastHeader(Headers.LISTING) != null) {
      readListing(record, value, out);
      return;
    }
    if (record.topic().equals(Topics.TICKS)) {
      readTicks(record, value, out);
    } else {
      readBar(record, value, out);
    }
  }

  /** Why a heartbeat is none: time never goes back, so that a wrong one would end its log. */
  private static String problem(byte[] heartbeat) {
    if (!Headers.isTime(heartbeat)) {
      return Headers.HEARTBEAT + ": not 8 bytes";
    }
    long time = Headers.decode(heartbeat);
    return TickValidator.isPlausible(Instant.ofEpochMilli(time))
        ? null
        : "%s: was %d, expected epoch milliseconds of a time from 1900-01-01 and before 2200-01-01"
            .formatted(Headers.HEARTBEAT, time);
  }

  private void readTicks(
      ConsumerRecord<byte[], byte[]> record, byte[] value, Collector<MarketInput> out) {
    if (reader == null) {
      reader = new TickReader();
    }
    reader.read(
        value,
        new TickReader.Ticks() {
          private int index;

          @Override
          public void tick(Tick tick) {
            out.collect(input(record, index++, value, tick, null, MarketInput.NO_HEARTBEAT, null));
          }

          @Override
          public void malformed(MalformedRecordException why) {
            // Looked for where ticks are not: it costs them nothing.
            if (index == 0 && AvroCodec.CORPORATE_ACTION.isNamedBy(value)) {
              index++;
              readAction(record, value, out);
              return;
            }
            out.collect(unreadable(record, index++, value, why.getMessage()));
          }
        });
  }

  private static void readBar(
      ConsumerRecord<byte[], byte[]> record, byte[] value, Collector<MarketInput> out) {
    try {
      RawBar bar = AvroCodec.RAW_BAR.decode(value);
      out.collect(input(record, 0, value, null, bar, MarketInput.NO_HEARTBEAT, null));
    } catch (MalformedRecordException e) {
      if (AvroCodec.CORPORATE_ACTION.isNamedBy(value)) {
        readAction(record, value, out);
      } else {
        out.collect(unreadable(record, 0, value, e.getMessage()));
      }
    }
  }

  private static void readAction(
      ConsumerRecord<byte[], byte[]> record, byte[] value, Collector<MarketInput> out) {
    try {
      out.collect(
          new MarketInput(
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestamp(),
              value,
              AvroCodec.CORPORATE_ACTION.decode(value)));
    } catch (MalformedRecordException e) {
      out.collect(unreadable(record, 0, value, e.getMessage()));
    }
  }

  private static void readListing(
      ConsumerRecord<byte[], byte[]> record, byte[] value, Collector<MarketInput> out) {
    try {
      out.collect(
          new MarketInput(
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestamp(),
              value,
              JsonCodec.UNIVERSE_CHANGE.decode(value)));
    } catch (MalformedRecordException e) {
      out.collect(unreadable(record, 0, value, e.getMessage()));
    }
  }

  private static MarketInput unreadable(
      ConsumerRecord<byte[], byte[]> record, int index, byte[] value, String problem) {
    return input(record, index, value, null, null, MarketInput.NO_HEARTBEAT, problem);
  }

  private static MarketInput input(
      ConsumerRecord<byte[], byte[]> record,
      int index,
      byte[] value,
      Tick tick,
      RawBar bar,
      long heartbeat,
      String problem) {
    return new MarketInput(
        record.topic(),
        record.partition(),
        record.offset(),
        index,
        record.timestamp(),
        value,
        tick,
        bar,
        heartbeat,
        problem);
  }

  @Override
  public TypeInformation<MarketInput> getProducedType() {
    return StreamTypes.of(MarketInput.class);
  }
}
