package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** The hand-written reader and writer of bars against Avro's own. */
class BarReaderTest {
  private static final Bar FROM_TRADES =
      bar("SPY", Timeframe.MINUTE, 0, Instant.parse("2024-03-08T14:30:01.5Z"), "a feed");

  private final BarWriter writer = new BarWriter();

  private static Bar bar(
      String symbol, Timeframe timeframe, int revision, Instant event, String source) {
    return new Bar(
        symbol,
        timeframe,
        Instant.parse("2024-03-08T14:30:00Z"),
        Instant.parse("2024-03-08T14:31:00Z"),
        LocalDate.of(2024, 3, 8),
        100.25,
        101.5,
        99.75,
        100.5,
        1234.5,
        event == null ? 0 : 17,
        event == null ? Double.NaN : 100.4375,
        revision,
        1,
        0,
        source,
        true,
        event == null,
        event,
        event == null ? null : event.plusMillis(250),
        event != null);
  }

  @Property(tries = 500)
  void readsAndWritesWhatAvroDoes(
      @ForAll @StringLength(max = 40) String symbol,
      @ForAll Timeframe timeframe,
      @ForAll int revision,
      @ForAll double price,
      @ForAll long trades,
      @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long time,
      @ForAll boolean given)
      throws IOException {
    Instant start = Instant.ofEpochMilli(time);
    Bar bar =
        new Bar(
            wellFormed(symbol),
            timeframe,
            start,
            start.plusMillis(time & 0xFFFF),
            LocalDate.ofEpochDay(time / 86_400_000),
            price,
            -price,
            price / 3,
            price * 7,
            price + 1,
            trades,
            given ? Double.NaN : price,
            revision,
            1.5,
            0.25,
            "s" + symbol.length(),
            given,
            !given,
            given ? null : start,
            given ? null : start.plusMillis(1),
            given);
    byte[] ours = writer.write(bar);
    assertThat(ours).isEqualTo(byAvro(bar));
    assertThat(BarReader.read(ours)).isEqualTo(bar);
  }

  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** What Avro's own encoder makes of the published schema. */
  private static byte[] byAvro(Bar bar) throws IOException {
    Schema schema = BarWriter.SCHEMA;
    GenericRecord r = new GenericData.Record(schema);
    r.put("symbol", bar.symbol());
    Schema timeframes = schema.getField("timeframe").schema();
    r.put("timeframe", new GenericData.EnumSymbol(timeframes, bar.timeframe().name()));
    r.put("start", bar.start().toEpochMilli());
    r.put("end", bar.end().toEpochMilli());
    r.put("session_date", (int) bar.sessionDate().toEpochDay());
    r.put("open", bar.open());
    r.put("high", bar.high());
    r.put("low", bar.low());
    r.put("close", bar.close());
    r.put("volume", bar.volume());
    r.put("trades", bar.trades());
    r.put("vwap", bar.vwap());
    r.put("revision", bar.revision());
    r.put("split_factor", bar.splitFactor());
    r.put("dividend", bar.dividend());
    r.put("source", bar.source());
    r.put("simulated", bar.simulated());
    r.put("history", bar.history());
    r.put("first_event", bar.firstEvent() == null ? null : bar.firstEvent().toEpochMilli());
    r.put("last_event", bar.lastEvent() == null ? null : bar.lastEvent().toEpochMilli());
    r.put("complete", bar.complete());
    ByteBuffer buffer =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(r);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void everyTimeframeIsInTheSchemaAndJsonSaysTheSame() {
    for (Timeframe timeframe : Timeframe.values()) {
      Bar bar = bar("SPY", timeframe, 3, null, "");
      assertThat(BarReader.read(writer.write(bar))).isEqualTo(bar);
      assertThat(BarReader.read(JsonCodec.BAR.encode(bar))).isEqualTo(bar);
    }
    assertThat(BarReader.read(JsonCodec.BAR.encode(FROM_TRADES))).isEqualTo(FROM_TRADES);
  }

  /** The bytes of version 1: they are in people's topics and must be read for ever. */
  @Test
  void goldenBytesOfVersionOne() {
    String golden =
        "c301" // single-object encoding
            + "18743b7fbb5e6af4" // fingerprint of bar-1
            + "06535059" // SPY
            + "02" // MINUTE
            + "80a9c4e7c363" // start
            + "c0d2cbe7c363" // end
            + "9cb502" // session date
            + "0000000000105940"
            + "0000000000605940"
            + "0000000000f05840"
            + "0000000000205940"
            + "00000000004a9340" // volume
            + "22" // 17 trades
            + "00000000001c5940" // VWAP
            + "00" // revision
            + "000000000000f03f" // no split
            + "0000000000000000" // no dividend
            + "0c612066656564" // a feed
            + "01" // simulated
            + "00" // no history
            + "02b8c0c4e7c363" // first event
            + "02acc4c4e7c363" // last event
            + "01"; // complete
    assertThat(HexFormat.of().formatHex(writer.write(FROM_TRADES))).isEqualTo(golden);
    assertThat(BarReader.read(HexFormat.of().parseHex(golden))).isEqualTo(FROM_TRADES);
  }

  /** A reader who knows fewer fields, or more that have defaults, goes on reading. */
  @Test
  void aReaderOfAnotherVersionReadsTheFieldsThatItKnows() throws IOException {
    Schema other =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Bar", "namespace": "dev.sluice.wire.v1", "fields": [
                  {"name": "symbol", "type": "string"},
                  {"name": "close", "type": "double"},
                  {"name": "last_event", "type": ["null", "long"], "default": null},
                  {"name": "adjusted_close", "type": ["null", "double"], "default": null}]}
                """);
    BinaryMessageDecoder<GenericRecord> decoder =
        new BinaryMessageDecoder<>(GenericData.get(), other);
    decoder.addSchema(BarWriter.SCHEMA);
    GenericRecord read = decoder.decode(writer.write(FROM_TRADES));
    assertThat(read.get("symbol").toString()).isEqualTo("SPY");
    assertThat(read.get("close")).isEqualTo(100.5);
    assertThat(read.get("last_event")).isEqualTo(FROM_TRADES.lastEvent().toEpochMilli());
    assertThat(read.get("adjusted_close")).isNull();
  }

  @Test
  void aBarOfAnotherSchemaIsRefusedByItsFingerprint() {
    byte[] record = writer.write(FROM_TRADES);
    record[4] ^= 1;
    assertThatThrownBy(() -> BarReader.read(record))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("fingerprint was")
        .hasMessageContaining("bar-1");
  }

  @Test
  void whatIsNoBarIsRefusedWithAReason() {
    for (String text : new String[] {"", "hello", "{\"schema\":\"order/1\"}", "{broken", "null"}) {
      assertThatThrownBy(() -> BarReader.read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedRecordException.class);
    }
    assertThatThrownBy(() -> BarReader.read(null)).isInstanceOf(MalformedRecordException.class);
    byte[] record = writer.write(FROM_TRADES);
    assertThatThrownBy(() -> BarReader.read(Arrays.copyOf(record, record.length - 3)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("ends within");
  }

  /** Whatever the bytes are, they are a bar or malformed. */
  @Property(tries = 2000)
  void noBytesBreakIt(@ForAll Random random, @ForAll @IntRange(max = 200) int length) {
    byte[] record = writer.write(FROM_TRADES);
    for (int i = 0; i < 3; i++) {
      record[10 + random.nextInt(record.length - 10)] = (byte) random.nextInt();
    }
    for (byte[] bytes :
        new byte[][] {record, Arrays.copyOf(record, Math.min(length, record.length))}) {
      try {
        assertThat(BarReader.read(bytes)).isNotNull();
      } catch (MalformedRecordException e) {
        assertThat(e).message().isNotBlank();
      }
    }
  }
}
