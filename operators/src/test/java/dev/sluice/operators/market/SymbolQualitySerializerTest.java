package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import dev.sluice.domain.quality.QualityContext;
import dev.sluice.domain.quality.QualityThresholds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SymbolQualitySerializerTest {
  private static final String GOLDEN = "/state/symbol-quality-v%d.hex";
  private static final long OPEN = Instant.parse("2024-03-05T14:30:00Z").toEpochMilli();
  private static final long CLOSE = Instant.parse("2024-03-05T21:00:00Z").toEpochMilli();
  private static final long DATE = OPEN / 86_400_000;

  /** A gap in the numbers, a trade and a quote in quarantine, and a tally. */
  private static SymbolQuality quality() {
    QualityContext rules = new QualityContext(QualityThresholds.DEFAULTS, new Weekdays());
    SymbolQuality quality = new SymbolQuality();
    SessionTally tally = quality.tallies.of("SPY", DATE, CLOSE, OPEN, 60_000);
    List<Tick> ticks =
        List.of(
            Tick.trade("SPY", 1, OPEN, 64, 1, "test", true),
            Tick.quote("SPY", 0, OPEN, 63, 1, 65, 1, "test", true),
            Tick.trade("SPY", 3, OPEN + 1000, 96, 1, "test", true),
            Tick.quote("SPY", 0, OPEN + 2000, 95, 1, 97, 1, "", true));
    for (int i = 0; i < ticks.size(); i++) {
      Tick tick = ticks.get(i);
      quality.sequences.isNew(tick.sequence(), tick.eventTime(), 60_000);
      tally.add(quality.rules.judgeNew(tick, rules), true, false);
      if (i >= 2) {
        MarketEvent event = new MarketEvent("SPY", tick, null, OPEN - 1, 1, 100 + i, i);
        quality.hold(new HeldTick(event, DATE, OPEN + 300_000 + i, "it jumped"));
      }
    }
    quality.setTimer(OPEN + 300_002);
    return quality;
  }

  private static byte[] golden(int version) throws IOException {
    try (InputStream in =
        SymbolQualitySerializerTest.class.getResourceAsStream(GOLDEN.formatted(version))) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  @Test
  void whatIsWrittenIsVersion3AndVersion2IsReadToo() throws IOException {
    SymbolQuality quality = quality();
    CorporateAction split = new CorporateAction("SPY", LocalDate.of(2024, 3, 6), 10, 0.5, "test");
    quality.actions.take(split, OPEN + 86_400_000, OPEN, 7);
    assertThat(hex(bytes(quality))).isEqualTo(hex(golden(3)));
    // Of before gaps were written shortly.
    for (int version : new int[] {2, 3}) {
      SymbolQuality read =
          SymbolQuality.Serializer.INSTANCE.deserialize(new DataInputDeserializer(golden(version)));
      assertThat(bytes(read)).isEqualTo(golden(3));
      assertThat(read.actions.due()).isEqualTo(OPEN + 86_400_000 - 1);
      assertThat(read.sequences.isNew(2, OPEN, 60_000)).isTrue();
      assertThat(read.sequences.isNew(2, OPEN, 60_000)).isFalse();
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Of before there were corporate actions. */
  @Test
  void version1GoesOn() throws IOException {
    SymbolQuality read =
        SymbolQuality.Serializer.INSTANCE.deserialize(new DataInputDeserializer(golden(1)));
    assertThat(bytes(read)).isEqualTo(bytes(quality()));
    assertThat(read.due()).isEqualTo(OPEN + 300_002);
    assertThat(read.timer()).isEqualTo(OPEN + 300_002);
    assertThat(read.sequences.isNew(2, OPEN, 60_000)).isTrue();
    assertThat(read.sequences.isNew(3, OPEN, 60_000)).isFalse();
    List<HeldTick> held = new ArrayList<>();
    read.takeHeld(TickKind.QUOTE, held::add);
    assertThat(held).extracting(tick -> tick.event().offset()).containsExactly(103L);
    assertThat(held.get(0).event().tick().ask()).isEqualTo(97);
    assertThat(held.get(0).event().tick().source()).isEmpty();
    read.takeOverdue(OPEN + 300_002, held::add);
    assertThat(held).extracting(tick -> tick.event().offset()).containsExactly(103L, 102L);
    read.plan();
    assertThat(read.due()).isEqualTo(CLOSE);
  }

  @Test
  void aCopyIsItsOwn() throws IOException {
    SymbolQuality one = quality();
    SymbolQuality copy = SymbolQuality.Serializer.INSTANCE.copy(one);
    assertThat(bytes(copy)).isEqualTo(bytes(one));
    one.takeOverdue(Long.MAX_VALUE, tick -> {});
    one.tallies.find(DATE).discard();
    assertThat(bytes(copy)).isEqualTo(bytes(quality()));
  }

  @Test
  void anUnknownVersionIsRefused() throws IOException {
    byte[] bytes = bytes(quality());
    bytes[0] = 99;
    assertThatThrownBy(
            () -> SymbolQuality.Serializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage("symbol quality: version 99, expected 1 to 3");
  }

  private static byte[] bytes(SymbolQuality quality) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(512);
    SymbolQuality.Serializer.INSTANCE.serialize(quality, out);
    return out.getCopyOfBuffer();
  }
}
