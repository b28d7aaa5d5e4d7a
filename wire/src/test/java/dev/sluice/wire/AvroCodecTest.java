package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.Timeframe;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroCodecTest {
  private static final Tick TICK =
      Tick.quote("SPY", 7, 1_600_000_000_000L, 334.25, 100, 334.26, 200, "test", true);

  @Test
  void aTickComesBackFromAvroAndFromJson() {
    assertThat(AvroCodec.TICK.decode(AvroCodec.TICK.encode(TICK))).isEqualTo(TICK);
    assertThat(AvroCodec.TICK.decode(JsonCodec.TICK.encode(TICK))).isEqualTo(TICK);
  }

  @Property(tries = 200)
  void everyTradeComesBack(
      @ForAll long sequence, @ForAll long time, @ForAll double price, @ForAll double size) {
    Tick trade = Tick.trade("X", sequence, time, price, size, "s", false);
    assertThat(AvroCodec.TICK.decode(AvroCodec.TICK.encode(trade))).isEqualTo(trade);
  }

  @Test
  void aSplitComesBackFromAvroAndFromJson() {
    Tick split = Tick.split("NVDA", 8, 1_600_000_000_000L, 1.5, "test", false);
    assertThat(AvroCodec.TICK.decode(AvroCodec.TICK.encode(split))).isEqualTo(split);
    assertThat(AvroCodec.TICK.decode(JsonCodec.TICK.encode(split))).isEqualTo(split);
  }

  @Test
  void aRawBarComesBack() {
    RawBar bar =
        new RawBar(
            "SPY",
            Timeframe.SESSION,
            Instant.parse("2001-01-02T14:30:00Z"),
            Instant.parse("2001-01-02T21:00:00Z"),
            LocalDate.of(2001, 1, 2),
            1,
            2,
            0.5,
            1.5,
            1000.25,
            2,
            0.1,
            "file",
            false,
            true);
    assertThat(AvroCodec.RAW_BAR.decode(AvroCodec.RAW_BAR.encode(bar))).isEqualTo(bar);
    assertThat(AvroCodec.RAW_BAR.decode(JsonCodec.RAW_BAR.encode(bar))).isEqualTo(bar);
  }

  /** The bytes of version 1: they are in people's topics and must be read for ever. */
  @Test
  void goldenBytesOfVersionOne() {
    assertThat(HexFormat.of().formatHex(AvroCodec.TICK.encode(TICK)))
        .isEqualTo(
            "c301" // single-object encoding
                + "a270aeacf69594c9" // fingerprint of tick-1
                + "02" // QUOTE
                + "06535059" // SPY
                + "0e" // sequence 7
                + "8080f4f6905d" // 1 600 000 000 000 ms
                + "000000000000f87f" // price NaN
                + "000000000000f87f" // size NaN
                + "0000000000e47440"
                + "0000000000005940"
                + "5c8fc2f528e47440"
                + "0000000000006940"
                + "0874657374" // test
                + "01");
  }

  @Test
  void goldenBytesOfACorporateActionOfVersionOne() {
    CorporateAction action =
        new CorporateAction("SPY", LocalDate.of(2024, 3, 11), 10, 0.25, "test");
    byte[] avro = AvroCodec.CORPORATE_ACTION.encode(action);
    assertThat(HexFormat.of().formatHex(avro))
        .isEqualTo(
            "c301"
                + "4574735417a5b777" // fingerprint of corporate-action-1
                + "06535059"
                + "a2b502" // 19 793 days
                + "0000000000002440"
                + "000000000000d03f"
                + "0874657374");
    assertThat(AvroCodec.CORPORATE_ACTION.decode(avro)).isEqualTo(action);
    assertThat(AvroCodec.CORPORATE_ACTION.isNamedBy(avro)).isTrue();
  }

  @Test
  void aCorporateActionIsKnownByItsSchema() {
    String json =
        "{\"schema\":\"corporate-action/1\",\"symbol\":\"SPY\",\"ex_date\":\"2024-03-11\","
            + "\"split_factor\":10,\"dividend\":0}";
    assertThat(AvroCodec.CORPORATE_ACTION.isNamedBy(bytes(json))).isTrue();
    assertThat(AvroCodec.CORPORATE_ACTION.decode(bytes(json)))
        .isEqualTo(new CorporateAction("SPY", LocalDate.of(2024, 3, 11), 10, 0, ""));
    for (byte[] other :
        new byte[][] {
          null,
          bytes(""),
          bytes("{"),
          bytes("{\"symbol\":\"SPY\"}"),
          bytes("{\"schema\":\"tick/1\"}"),
          new byte[] {(byte) 0xC3, 1},
          AvroCodec.TICK.encode(TICK)
        }) {
      assertThat(AvroCodec.CORPORATE_ACTION.isNamedBy(other)).isFalse();
    }
    // Nothing is taken for granted that is not said.
    CorporateAction bare =
        AvroCodec.CORPORATE_ACTION.decode(bytes(json.replace(",\"split_factor\":10", "")));
    assertThat(bare.splitFactor()).isNaN();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsNeitherIsRefusedWithAReason() {
    for (String text : new String[] {"", "hello", "{\"schema\":\"order/1\"}", "{broken"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> AvroCodec.TICK.decode(bytes))
          .isInstanceOf(MalformedRecordException.class)
          .message()
          .isNotBlank();
    }
    byte[] cut = java.util.Arrays.copyOf(AvroCodec.TICK.encode(TICK), 20);
    assertThatThrownBy(() -> AvroCodec.TICK.decode(cut))
        .isInstanceOf(MalformedRecordException.class);
  }

  /** A text's length is what the bytes say: it must be believed no further than there are bytes. */
  @ParameterizedTest
  @ValueSource(
      longs = {-1, 100, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
  void aTextThatClaimsToBeLongerThanItsRecordCannotBeRead(long length) {
    for (AvroCodec<?> codec :
        List.of(AvroCodec.TICK, AvroCodec.RAW_BAR, AvroCodec.CORPORATE_ACTION)) {
      ByteBuffer record =
          ByteBuffer.allocate(64)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put((byte) 0xC3)
              .put((byte) 1)
              .putLong(SchemaNormalization.parsingFingerprint64(codec.schema()));
      if (codec == AvroCodec.TICK) {
        record.put((byte) 0);
      }
      long zigzag = length << 1 ^ length >> 63;
      for (; (zigzag & ~0x7FL) != 0; zigzag >>>= 7) {
        record.put((byte) (zigzag & 0x7F | 0x80));
      }
      record.put((byte) zigzag).put((byte) 'S');
      byte[] bytes = Arrays.copyOf(record.array(), record.position());
      assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(MalformedRecordException.class);
    }
  }
}
