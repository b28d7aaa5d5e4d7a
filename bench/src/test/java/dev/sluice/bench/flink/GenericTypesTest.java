package dev.sluice.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.operators.market.MarketEvent;
import dev.sluice.operators.market.MarketInput;
import dev.sluice.sinks.kafka.OutboundRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The baseline of P4 serializes the job's records, by Flink's own generic serializer. */
class GenericTypesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        MarketInput.class,
        MarketEvent.class,
        Tick.class,
        RawBar.class,
        Bar.class,
        SessionQuality.class,
        OutboundRecord.class
      })
  void recordsGetFlinksPojoSerializer(Class<?> type) {
    assertThat(GenericTypes.of(type).createSerializer(new SerializerConfigImpl()))
        .isInstanceOf(PojoSerializer.class);
  }

  @Test
  void anEventComesBackAsItWas() throws Exception {
    Tick tick = Tick.trade("SPY", 7, 1_700_000_000_000L, 470.25, 100, "test", true);
    MarketEvent event = new MarketEvent("SPY", tick, null, MarketEvent.ON_TIME, 1, 42, 0);
    TypeSerializer<MarketEvent> serializer =
        GenericTypes.of(MarketEvent.class).createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(event, out);
    assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(event);
  }
}
