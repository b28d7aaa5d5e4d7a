package dev.sluice.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.performance.RunningPerformance;
import dev.sluice.domain.trading.Control;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.domain.trading.VenueRequest;
import dev.sluice.wire.SequencedInput;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No type of the streams may fall back to Kryo. */
class StreamTypesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Tick.class,
        RawBar.class,
        Bar.class,
        DeadLetter.class,
        IndicatedBar.class,
        Execution.class,
        Chart.class,
        ChartWindow.class,
        Analysis.class,
        Signal.class,
        Artifact.class,
        Order.class,
        Fill.class,
        PortfolioSnapshot.class,
        Control.class,
        SequencedInput.class,
        VenueRequest.class,
        RunningPerformance.class
      })
  void aStreamTypeHasASerializerOfItsOwn(Class<?> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    assertThat(StreamTypes.of(type).createSerializer(config)).isNotNull();
  }

  @Test
  void aRunningPerformanceGoesOnWhereItWasStored() throws IOException {
    TypeSerializer<RunningPerformance> serializer =
        StreamTypes.of(RunningPerformance.class).createSerializer(new SerializerConfigImpl());
    RunningPerformance whole = RunningPerformance.startingWith(100_000);
    RunningPerformance stored = whole;
    for (double equity : new double[] {100_250.5, 99_870.25, 101_003.1, 98_000, 102_417.77}) {
      whole = whole.next(equity);
      DataOutputSerializer bytes = new DataOutputSerializer(256);
      serializer.serialize(stored.next(equity), bytes);
      stored = serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
    }
    assertThat(stored).isEqualTo(whole);
    assertThat(stored.byKey()).isEqualTo(whole.byKey());
  }
}
