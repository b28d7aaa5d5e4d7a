package dev.sluice.operators.analysis;

import static dev.sluice.operators.analysis.Fixture.closeMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.analysis.Execution;
import dev.sluice.operators.analysis.ExecutionStep.Kind;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseExecutionHarnessTest {
  private static final long LATENCY = 60_000;

  private KeyedOneInputStreamOperatorTestHarness<String, ExecutionStep, Execution> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void runsOnceAndCompletesAfterTheDecisionLatency() throws Exception {
    step("TSLA", Kind.REQUESTED);
    step("NVDA", Kind.REQUESTED);
    step("TSLA", Kind.SUCCEEDED);
    step("NVDA", Kind.SUCCEEDED);
    harness.processWatermark(closeMillis(0) + LATENCY - 1);
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            running -> {
              assertThat(running.status()).isEqualTo("RUNNING");
              assertThat(running.version()).isEqualTo(1);
              assertThat(running.completedAt()).isNull();
            });
    harness.processWatermark(closeMillis(0) + LATENCY);
    Execution done = harness.extractOutputValues().get(1);
    assertThat(done.status()).isEqualTo("COMPLETED");
    assertThat(done.symbols()).isEqualTo(2);
    assertThat(done.failures()).isZero();
    assertThat(done.version()).isEqualTo(2);
    assertThat(done.completedAt()).isEqualTo(Fixture.close(0).plusMillis(LATENCY));
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void countsFailures() throws Exception {
    step("TSLA", Kind.REQUESTED);
    step("NVDA", Kind.REQUESTED);
    step("TSLA", Kind.FAILED);
    step("NVDA", Kind.SUCCEEDED);
    harness.processWatermark(closeMillis(0) + LATENCY);
    Execution done = harness.extractOutputValues().get(1);
    assertThat(done.status()).isEqualTo("COMPLETED_WITH_FAILURES");
    assertThat(done.failures()).isEqualTo(1);
  }

  @Test
  void countsOnAfterARestore() throws Exception {
    step("TSLA", Kind.REQUESTED);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(state);
    harness.open();
    step("TSLA", Kind.SUCCEEDED);
    harness.processWatermark(closeMillis(0) + LATENCY);
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(done -> assertThat(done.status()).isEqualTo("COMPLETED"));
  }

  private void step(String symbol, Kind kind) throws Exception {
    harness.processElement(ExecutionStep.of(Fixture.request(symbol, 0), kind), closeMillis(0));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ExecutionStep, Execution> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new CloseExecution(Duration.ofMillis(LATENCY))),
        ExecutionStep::executionId,
        Types.STRING);
  }
}
