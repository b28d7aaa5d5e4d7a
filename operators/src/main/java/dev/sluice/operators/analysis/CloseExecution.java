package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.Execution;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says when an execution runs and when it is complete, by execution.
 *
 * <p>It is RUNNING with the first analysis that is asked for. The watermark waits behind every case
 * that is still being drawn or asked, so when it passes close + decision latency all results are
 * in: COMPLETED, or COMPLETED_WITH_FAILURES where an analysis failed.
 */
public final class CloseExecution extends KeyedProcessFunction<String, ExecutionStep, Execution> {
  private static final long serialVersionUID = 1L;

  private final Duration decisionLatency;

  private transient ValueState<ExecutionTally> tallies;

  /**
   * Creates the function.
   *
   * @param decisionLatency time from the session's close to the execution's completion
   */
  public CloseExecution(Duration decisionLatency) {
    this.decisionLatency = decisionLatency;
  }

  @Override
  public void open(OpenContext context) {
    tallies =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "execution-tally", StreamTypes.of(ExecutionTally.class)));
  }

  @Override
  public void processElement(ExecutionStep step, Context context, Collector<Execution> out)
      throws Exception {
    ExecutionTally tally = tallies.value();
    if (tally == null) {
      tally = new ExecutionTally();
      tally.running = running(step);
      out.collect(tally.running);
      context
          .timerService()
          .registerEventTimeTimer(step.startedAt().plus(decisionLatency).toEpochMilli());
    }
    switch (step.kind()) {
      case REQUESTED -> tally.requested++;
      case SUCCEEDED -> tally.succeeded++;
      case FAILED -> {
        // what was asked for and did not succeed failed
      }
    }
    tallies.update(tally);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Execution> out)
      throws Exception {
    ExecutionTally tally = tallies.value();
    Execution running = tally.running;
    int failures = tally.requested - tally.succeeded;
    out.collect(
        new Execution(
            running.id(),
            running.strategy(),
            running.sessionDate(),
            running.startedAt(),
            Instant.ofEpochMilli(timestamp),
            failures == 0 ? "COMPLETED" : "COMPLETED_WITH_FAILURES",
            tally.requested,
            failures,
            running.version() + 1,
            running.simulated()));
    tallies.clear();
  }

  private static Execution running(ExecutionStep step) {
    return new Execution(
        step.executionId(),
        step.strategy(),
        step.sessionDate(),
        step.startedAt(),
        null,
        "RUNNING",
        0,
        0,
        1,
        step.simulated());
  }
}
