package dev.sluice.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeBarSerializerTest {
  private static final Instant START = Instant.parse("2024-01-02T14:30:00.000000007Z");

  private final TypeSerializer<ExchangeBar> serializer =
      ExchangeBarSerializer.TYPE.createSerializer(new SerializerConfigImpl());

  private static Bar bar(Timeframe timeframe, boolean some, boolean others) {
    return new Bar(
        some ? "SPY" : "Ünï",
        timeframe,
        START,
        START.plusSeconds(60),
        LocalDate.of(1999, 12, 31),
        1.25,
        Double.NaN,
        0.1,
        -0.0,
        1e300,
        Long.MAX_VALUE,
        3.5,
        some ? 7 : 0,
        0.5,
        0.01,
        some ? "" : "feed",
        some,
        others,
        some ? START.plusMillis(1) : null,
        others ? START.plusMillis(2) : null,
        some ^ others);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadIsWhatWasWritten(Timeframe timeframe) throws Exception {
    for (int i = 0; i < 4; i++) {
      ExchangeBar bar = new ExchangeBar(bar(timeframe, (i & 1) != 0, (i & 2) != 0), i);
      assertThat(GoldenBytes.decode(serializer, GoldenBytes.of(serializer, bar))).isEqualTo(bar);
    }
  }
}
