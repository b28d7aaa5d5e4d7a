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
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
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
        RunningPerformance.class
      })
  void aStreamTypeHasASerializerOfItsOwn(Class<?> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    assertThat(StreamTypes.of(type).createSerializer(config)).isNotNull();
  }
}
