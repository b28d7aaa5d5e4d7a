package dev.sluice.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.AnalysisRequest;
import dev.sluice.domain.analysis.AnalystPrompt;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.DecideSignal;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.operators.stream.StreamTypes;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisTypesTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        AnalysisRequest.class,
        AnalysisCase.class,
        Analysis.class,
        Signal.class,
        Chart.class,
        Artifact.class,
        Execution.class,
        ExecutionStep.class,
        ExecutionTally.class,
        ChartWindowState.class
      })
  void needsNoKryo(Class<?> type) {
    assertThat(StreamTypes.of(type).createSerializer(strict())).isNotNull();
  }

  @Test
  void readsACaseBackWithItsNulls() throws IOException {
    AnalysisRequest request = Fixture.request("TSLA", 3);
    AnalysisCase open = AnalysisCase.of(request);
    assertThat(copy(open)).isEqualTo(open);
    AnalystPrompt prompt = AnalystPrompt.of(request);
    AnalysisCase answered = open.answeredBy(prompt, Fixture.buy());
    assertThat(copy(answered)).isEqualTo(answered);
    AnalysisCase failed = open.answeredBy(prompt, Fixture.failed());
    assertThat(copy(failed)).isEqualTo(failed);
  }

  @Test
  void readsImagesAndChartsBack() throws IOException {
    AnalysisRequest request = Fixture.request("TSLA", 3);
    Chart chart =
        new Fixture.TextRenderer().describe("x", request.daily(), "charts", request.eventTime());
    AnalysisRequest drawn = request.withCharts(chart, null, new byte[] {1, 2, 3}, null);
    AnalysisCase back = copy(AnalysisCase.of(drawn));
    assertThat(back.request().dailyChart()).isEqualTo(chart);
    assertThat(back.request().weeklyChart()).isNull();
    assertThat(back.request().dailyImage()).containsExactly(1, 2, 3);
    assertThat(back.request().weeklyImage()).isNull();
  }

  @Test
  void readsAnAnalysisAndASignalBack() throws IOException {
    AnalysisRequest request = Fixture.request("TSLA", 3);
    DecideSignal.Decision decision =
        DecideSignal.decide(
            request, AnalystPrompt.of(request), Fixture.buy(), Duration.ofSeconds(60));
    assertThat(copy(decision.analysis())).isEqualTo(decision.analysis());
    assertThat(copy(decision.signal())).isEqualTo(decision.signal());
  }

  private static SerializerConfigImpl strict() {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return config;
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) throws IOException {
    TypeSerializer<T> serializer =
        StreamTypes.of((Class<T>) value.getClass()).createSerializer(strict());
    DataOutputSerializer out = new DataOutputSerializer(1024);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
