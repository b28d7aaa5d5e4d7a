package dev.sluice.operators.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Analyst;
import dev.sluice.domain.analysis.AnalystFailure;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AskAnalystHarnessTest {
  private static final AnalysisCase OPEN =
      AnalysisCase.of(
          Fixture.request("TSLA", 0).withCharts(null, null, new byte[] {1}, new byte[] {2}));

  @Test
  void handsOnTheAnswerAndThePromptThatWasSent() throws Exception {
    AnalysisCase done = through(() -> question -> CompletableFuture.completedFuture(Fixture.buy()));
    assertThat(done.answered()).isEqualTo(Fixture.buy());
    assertThat(done.failed()).isNull();
    assertThat(done.prompt().user()).contains("daily image, then weekly image");
    assertThat(done.request().dailyImage()).isNull();
  }

  @Test
  void handsOnAFailure() throws Exception {
    AnalysisCase done =
        through(() -> question -> CompletableFuture.completedFuture(Fixture.failed()));
    assertThat(done.answered()).isNull();
    assertThat(done.failed()).isEqualTo(Fixture.failed());
  }

  @Test
  void survivesAnAnalystThatBreaksItsPromise() throws Exception {
    AnalysisCase thrown =
        through(
            () ->
                question -> {
                  throw new IllegalStateException("no");
                });
    assertThat(thrown.failed().code()).isEqualTo(AnalystFailure.UNREACHABLE);
    AnalysisCase failed =
        through(() -> question -> CompletableFuture.failedFuture(new RuntimeException("no")));
    assertThat(failed.failed().message()).contains("no");
  }

  @Test
  void anAnalystThatNeverAnswersTimesOutAsAValue() throws Exception {
    try (var harness = harness(Fixture.silent())) {
      harness.open();
      harness.setProcessingTime(0);
      harness.processElement(OPEN, 7);
      harness.processWatermark(8);
      assertThat(harness.getOutput()).as("the watermark waits too").isEmpty();
      harness.setProcessingTime(5_000);
      harness.endInput();
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              done -> {
                assertThat(done.failed().code()).isEqualTo(AnalystFailure.TIMEOUT);
                assertThat(done.failed().model()).isEqualTo("test-model");
                assertThat(done.prompt()).isNotNull();
              });
      assertThat(harness.getOutput()).hasSize(2);
    }
  }

  private static AnalysisCase through(Analyst.Factory analysts) throws Exception {
    try (var harness = harness(analysts)) {
      harness.open();
      harness.processElement(OPEN, 7);
      harness.endInput();
      return harness.extractOutputValues().get(0);
    }
  }

  private static OneInputStreamOperatorTestHarness<AnalysisCase, AnalysisCase> harness(
      Analyst.Factory analysts) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new AsyncWaitOperatorFactory<>(
            new AskAnalyst(analysts, "test-model", Duration.ofSeconds(5)),
            5_000,
            8,
            OutputMode.UNORDERED),
        StreamTypes.of(AnalysisCase.class).createSerializer(new SerializerConfigImpl()));
  }
}
