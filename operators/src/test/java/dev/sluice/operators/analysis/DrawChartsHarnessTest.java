package dev.sluice.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.analysis.AnalystPrompt;
import dev.sluice.domain.analysis.ChartMode;
import dev.sluice.domain.analysis.ChartStore;
import dev.sluice.operators.stream.StreamTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DrawChartsHarnessTest {
  private final Map<String, String> stored = new ConcurrentHashMap<>();
  private final AtomicInteger refusals = new AtomicInteger();

  @Test
  void drawsAndStoresBeforeTheAnalystIsAsked() throws Exception {
    AnalysisCase drawn = through(ChartMode.ALL, AnalysisCase.of(Fixture.request("TSLA", 0)));
    assertThat(drawn.request().dailyChart().dataPoints()).isEqualTo(1);
    assertThat(new String(drawn.request().dailyImage(), StandardCharsets.UTF_8))
        .isEqualTo("png TSLA 1");
    assertThat(drawn.request().weeklyChart()).as("no weekly bar, no chart").isNull();
    String id = drawn.request().dailyChart().id();
    assertThat(stored)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                id + ".png", "image/png png TSLA 1",
                id + ".html", "text/html; charset=utf-8 html TSLA 1"));
  }

  @Test
  void waitsForAStoreThatIsAway() throws Exception {
    refusals.set(3);
    AnalysisCase drawn = through(ChartMode.ALL, AnalysisCase.of(Fixture.request("TSLA", 0)));
    assertThat(refusals.get()).isNegative();
    assertThat(drawn.request().dailyChart()).isNotNull();
    assertThat(stored).hasSize(2);
  }

  @Test
  void failsTheJobWhereTheStoreStaysAway() throws Exception {
    refusals.set(Integer.MAX_VALUE);
    try (var harness = harness(ChartMode.ALL, Duration.ofMillis(250))) {
      harness.getEnvironment().setExpectedExternalFailureCause(Throwable.class);
      harness.open();
      harness.processElement(AnalysisCase.of(Fixture.request("TSLA", 0)), 0);
      harness.endInput();
      assertThat(harness.getEnvironment().getActualExternalFailureCause())
          .get()
          .satisfies(cause -> assertThat(cause).hasStackTraceContaining("could not be stored"));
    }
  }

  @Test
  void failsTheJobWhereDrawingBreaks() throws Exception {
    try (var harness = harness(ChartMode.ALL, Duration.ofMinutes(10))) {
      Shared.STORE =
          (key, bytes, contentType) -> {
            throw new NoClassDefFoundError("no fonts");
          };
      harness.getEnvironment().setExpectedExternalFailureCause(Throwable.class);
      harness.open();
      harness.processElement(AnalysisCase.of(Fixture.request("TSLA", 0)), 0);
      harness.endInput();
      assertThat(harness.getEnvironment().getActualExternalFailureCause())
          .get()
          .satisfies(cause -> assertThat(cause).hasStackTraceContaining("no fonts"));
    }
  }

  @Test
  void drawsOnlyWhatLeadsToASignal() throws Exception {
    AnalysisCase open = AnalysisCase.of(Fixture.request("TSLA", 0));
    AnalystPrompt prompt = AnalystPrompt.of(open.request());
    AnalysisCase hold = through(ChartMode.SIGNALS, open.answeredBy(prompt, Fixture.hold()));
    assertThat(hold.request().dailyChart()).isNull();
    assertThat(through(ChartMode.SIGNALS, open.answeredBy(prompt, Fixture.failed())))
        .satisfies(failed -> assertThat(failed.request().dailyChart()).isNull());
    assertThat(stored).isEmpty();
    AnalysisCase buy = through(ChartMode.SIGNALS, open.answeredBy(prompt, Fixture.buy()));
    assertThat(buy.request().dailyChart()).isNotNull();
    assertThat(buy.request().dailyImage()).as("nobody needs the image any more").isNull();
    assertThat(stored).hasSize(2);
  }

  @Test
  void aCaseThatWasWaitingIsDrawnAfterARestore() throws Exception {
    refusals.set(Integer.MAX_VALUE);
    OperatorSubtaskState state;
    try (var harness = harness(ChartMode.ALL, Duration.ofMinutes(10))) {
      harness.open();
      harness.processElement(AnalysisCase.of(Fixture.request("TSLA", 0)), 0);
      state = harness.snapshot(1, 1);
    }
    refusals.set(0);
    try (var harness = harness(ChartMode.ALL, Duration.ofMinutes(10))) {
      harness.initializeState(state);
      harness.open();
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(stored).hasSize(2);
    }
  }

  @Test
  void saysWhatTimedOut() {
    DrawCharts drawCharts = function(ChartMode.ALL, Duration.ofMinutes(10));
    java.util.concurrent.CompletableFuture<Object> failure =
        new java.util.concurrent.CompletableFuture<>();
    drawCharts.timeout(AnalysisCase.of(Fixture.request("TSLA", 0)), new Completing<>(failure));
    assertThatThrownBy(failure::join).hasMessageContaining("TSLA").hasMessageContaining("in time");
  }

  private AnalysisCase through(ChartMode mode, AnalysisCase next) throws Exception {
    try (var harness = harness(mode, Duration.ofMinutes(10))) {
      harness.open();
      harness.processElement(next, 0);
      harness.endInput();
      assertThat(harness.extractOutputValues()).hasSize(1);
      return harness.extractOutputValues().get(0);
    }
  }

  private OneInputStreamOperatorTestHarness<AnalysisCase, AnalysisCase> harness(
      ChartMode mode, Duration giveUpAfter) throws Exception {
    OneInputStreamOperatorTestHarness<AnalysisCase, AnalysisCase> harness =
        new OneInputStreamOperatorTestHarness<>(
            new AsyncWaitOperatorFactory<>(
                function(mode, giveUpAfter), 900_000, 8, OutputMode.UNORDERED),
            StreamTypes.of(AnalysisCase.class)
                .createSerializer(
                    new org.apache.flink.api.common.serialization.SerializerConfigImpl()));
    return harness;
  }

  private DrawCharts function(ChartMode mode, Duration giveUpAfter) {
    Map<String, String> objects = stored;
    AtomicInteger left = refusals;
    Shared.STORE =
        (key, bytes, contentType) -> {
          if (left.getAndDecrement() > 0) {
            throw new IOException("store is away");
          }
          objects.put(key, contentType + " " + new String(bytes, StandardCharsets.UTF_8));
        };
    return new DrawCharts(
        mode, "charts", new Fixture.TextRenderer(), () -> Shared.STORE, 2, giveUpAfter);
  }

  /** Functions are serialized on their way into a harness; the store is found here again. */
  private static final class Shared {
    private static volatile ChartStore STORE;
  }
}
