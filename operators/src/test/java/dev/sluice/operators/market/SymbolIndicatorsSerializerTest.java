package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SymbolIndicatorsSerializerTest {
  private static final String GOLDEN = "/state/symbol-indicators-v1.hex";

  /** 230 bars with a split, the last of them revised, and three bars kept. */
  private static SymbolIndicators indicators() {
    SymbolIndicators indicators = new SymbolIndicators(Timeframe.SESSION, 252);
    for (int i = 0; i < 230; i++) {
      // Prices that are exact in binary, so that the bytes are the same on every machine.
      Bar bar = Bars.bar(Timeframe.SESSION, i, 64 + (i * 5) % 16, 8 + i % 4, 0, i == 115 ? 2 : 1);
      indicators.take(bar, SymbolIndicators.Standing.NEXT, 3);
    }
    indicators.take(
        Bars.bar(Timeframe.SESSION, 229, 70, 9, 1), SymbolIndicators.Standing.REVISION, 3);
    return indicators;
  }

  @Test
  void version1IsReadAsItWasWritten() throws IOException {
    byte[] golden;
    try (InputStream in = SymbolIndicatorsSerializerTest.class.getResourceAsStream(GOLDEN)) {
      golden =
          HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
    assertThat(bytes(indicators())).isEqualTo(golden);
    SymbolIndicators read =
        SymbolIndicatorsSerializer.INSTANCE.deserialize(new DataInputDeserializer(golden));
    assertThat(bytes(read)).isEqualTo(golden);
    Bar next = Bars.bar(Timeframe.SESSION, 230, 71, 10, 0);
    assertThat(read.standing(next)).isEqualTo(SymbolIndicators.Standing.NEXT);
    assertThat(read.take(next, SymbolIndicators.Standing.NEXT, 3))
        .isEqualTo(indicators().take(next, SymbolIndicators.Standing.NEXT, 3));
    assertThat(read.recent().size()).isEqualTo(3);
  }

  @Test
  void aTimeframeOfASymbolIsAtMostSoManyBytes() throws IOException {
    // The indicators, their version, the last end and revision, and the number of bars kept.
    assertThat(bytes(indicators())).hasSize(2346 + 1 + 8 + 4 + 4 + 3 * 64);
  }

  @Test
  void anUnknownVersionIsRefused() throws IOException {
    byte[] bytes = bytes(indicators());
    bytes[0] = 99;
    assertThatThrownBy(
            () -> SymbolIndicatorsSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99");
  }

  @Test
  void copiesShareNothing() throws IOException {
    SymbolIndicators state = indicators();
    byte[] before = bytes(state);
    SymbolIndicators copy = SymbolIndicatorsSerializer.INSTANCE.copy(state);
    assertThat(bytes(copy)).isEqualTo(before);
    copy.take(Bars.bar(Timeframe.SESSION, 230, 71, 10, 0, 2), SymbolIndicators.Standing.NEXT, 3);
    assertThat(bytes(state)).isEqualTo(before).isNotEqualTo(bytes(copy));
  }

  private static byte[] bytes(SymbolIndicators state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    SymbolIndicatorsSerializer.INSTANCE.serialize(state, out);
    return out.getCopyOfBuffer();
  }
}
