package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.AnalysisRequest;
import dev.sluice.domain.analysis.ChartMode;
import dev.sluice.domain.analysis.Execution;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From indicated bars to signals.
 *
 * <pre>
 * indicators → Assemble chart windows ─┬→ Draw charts → Ask the analyst → Decide signals → signals
 *                                      │   (ALL)                              ├→ analyses, charts
 *                                      │                                      ├→ artifacts
 *                                      └──────────────→ Close executions ←────┘
 *                                                        └→ executions
 * </pre>
 *
 * <p>With SIGNALS the charts are drawn between the analyst and the decision; with NONE nowhere.
 *
 * <p>The waits for charts and analysts are unordered between watermarks and never across them: what
 * closed together may come out in any order, but no watermark overtakes a case.
 */
public final class AnalysisStage {
  /** Flink's timeout of a question behind the analyst's own deadline. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Time for drawing itself, on top of how long the store may be away. */
  private static final Duration DRAWING = Duration.ofMinutes(5);

  /** Cases that wait for their charts in one subtask, each with two windows of bars. */
  private static final int DRAWING_CAPACITY = 64;

  private AnalysisStage() {}

  /** Adds the stage to the job that the stream belongs to. */
  public static AnalysisStreams define(DataStream<IndicatedBar> indicators, AnalysisConfig config) {
    DataStream<AnalysisRequest> requests = assemble(indicators, config);
    DataStream<AnalysisCase> cases =
        requests
            .map(AnalysisCase::of, StreamTypes.of(AnalysisCase.class))
            .uid("open-cases")
            .name("Open analysis cases");
    if (config.charts() == ChartMode.ALL) {
      cases = draw(cases, config);
    }
    cases = ask(cases, config);
    if (config.charts() == ChartMode.SIGNALS) {
      cases = draw(cases, config);
    }
    SingleOutputStreamOperator<Signal> signals =
        cases
            .process(new DecideSignals(config.decisionLatency()), StreamTypes.of(Signal.class))
            .uid("decide-signals")
            .name("Decide signals");
    return new AnalysisStreams(
        close(requests, signals.getSideOutput(DecideSignals.STEPS), config),
        signals.getSideOutput(DecideSignals.CHARTS),
        signals.getSideOutput(DecideSignals.ANALYSES),
        signals,
        signals.getSideOutput(DecideSignals.ARTIFACTS));
  }

  private static DataStream<AnalysisRequest> assemble(
      DataStream<IndicatedBar> indicators, AnalysisConfig config) {
    return indicators
        .keyBy(indicated -> indicated.bar().symbol())
        .process(
            new AssembleChartWindows(config.strategies(), config.windows()),
            StreamTypes.of(AnalysisRequest.class))
        .uid("assemble-chart-windows")
        .name("Assemble chart windows");
  }

  private static DataStream<AnalysisCase> draw(
      DataStream<AnalysisCase> cases, AnalysisConfig config) {
    DrawCharts drawCharts =
        new DrawCharts(
            config.charts(),
            config.bucket(),
            config.renderer(),
            config.stores(),
            config.drawingThreads(),
            config.storeGiveUpAfter());
    return AsyncDataStream.unorderedWait(
            cases,
            drawCharts,
            config.storeGiveUpAfter().plus(DRAWING).toMillis(),
            TimeUnit.MILLISECONDS,
            DRAWING_CAPACITY)
        .returns(StreamTypes.of(AnalysisCase.class))
        .uid("draw-charts")
        .name("Draw charts");
  }

  private static DataStream<AnalysisCase> ask(
      DataStream<AnalysisCase> cases, AnalysisConfig config) {
    Duration timeout = config.analystDeadline().plus(GRACE);
    return AsyncDataStream.unorderedWait(
            cases,
            new AskAnalyst(config.analysts(), config.model(), timeout),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS,
            config.analystConcurrency())
        .returns(StreamTypes.of(AnalysisCase.class))
        .uid("ask-the-analyst")
        .name("Ask the analyst");
  }

  private static DataStream<Execution> close(
      DataStream<AnalysisRequest> requests,
      DataStream<ExecutionStep> results,
      AnalysisConfig config) {
    return requests
        .map(
            request -> ExecutionStep.of(request, ExecutionStep.Kind.REQUESTED),
            StreamTypes.of(ExecutionStep.class))
        .uid("open-executions")
        .name("Open executions")
        .union(results)
        .keyBy(ExecutionStep::executionId)
        .process(new CloseExecution(config.decisionLatency()), StreamTypes.of(Execution.class))
        .uid("close-executions")
        .name("Close executions");
  }
}
