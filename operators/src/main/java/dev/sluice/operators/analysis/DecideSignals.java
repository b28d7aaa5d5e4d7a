package dev.sluice.operators.analysis;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.Analysis;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.Artifact;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.DecideSignal;
import dev.sluice.domain.analysis.DecideSignal.Decision;
import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.analysis.SignalType;
import dev.sluice.operators.stream.StreamTypes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns each answered case into a signal, with its charts, its analysis and the artifacts that
 * stand for them on side outputs.
 */
public final class DecideSignals extends ProcessFunction<AnalysisCase, Signal> {
  private static final long serialVersionUID = 1L;

  /** The analyses. */
  public static final OutputTag<Analysis> ANALYSES =
      new OutputTag<>("analyses", StreamTypes.of(Analysis.class));

  /** The charts that were drawn. */
  public static final OutputTag<Chart> CHARTS =
      new OutputTag<>("charts", StreamTypes.of(Chart.class));

  /** What a person can open: charts (image and page), analyses and signals. */
  public static final OutputTag<Artifact> ARTIFACTS =
      new OutputTag<>("artifacts", StreamTypes.of(Artifact.class));

  /** What happened in the execution. */
  static final OutputTag<ExecutionStep> STEPS =
      new OutputTag<>("steps", StreamTypes.of(ExecutionStep.class));

  private final Duration decisionLatency;

  private transient Map<SignalType, Counter> signals;

  /**
   * Creates the function.
   *
   * @param decisionLatency time from the session's close to the signal's effect
   */
  public DecideSignals(Duration decisionLatency) {
    this.decisionLatency = decisionLatency;
  }

  @Override
  public void open(OpenContext context) {
    signals = new EnumMap<>(SignalType.class);
    for (SignalType type : SignalType.values()) {
      signals.put(
          type,
          getRuntimeContext()
              .getMetricGroup()
              .addGroup("type", type.name())
              .counter("signals_decided"));
    }
  }

  @Override
  public void processElement(AnalysisCase next, Context context, Collector<Signal> out) {
    Decision decision =
        DecideSignal.decide(next.request(), next.prompt(), next.answer(), decisionLatency);
    chart(next.request().dailyChart(), context);
    chart(next.request().weeklyChart(), context);
    Analysis analysis = decision.analysis();
    context.output(ANALYSES, analysis);
    context.output(ARTIFACTS, artifact(analysis));
    boolean succeeded = analysis.status().equals(AnalystAnswer.OK);
    context.output(
        STEPS,
        ExecutionStep.of(
            next.request(), succeeded ? ExecutionStep.Kind.SUCCEEDED : ExecutionStep.Kind.FAILED));
    signals.get(decision.signal().type()).inc();
    out.collect(decision.signal());
    context.output(ARTIFACTS, artifact(decision.signal()));
  }

  private static void chart(Chart chart, Context context) {
    if (chart != null) {
      context.output(CHARTS, chart);
      context.output(ARTIFACTS, artifact(chart, "image", chart.imageKey(), "image/png"));
      context.output(ARTIFACTS, artifact(chart, "page", chart.htmlKey(), "text/html"));
    }
  }

  private static Artifact artifact(Chart chart, String what, String key, String contentType) {
    String timeframe =
        switch (chart.timeframe()) {
          case SESSION -> "daily";
          case WEEK -> "weekly";
          default -> chart.timeframe().code();
        };
    return new Artifact(
        Ids.of("artifact", "chart", chart.id(), what),
        chart.executionId(),
        "chart",
        chart.symbol(),
        chart.symbol() + " " + timeframe + " chart, " + what,
        chart.id(),
        chart.bucket(),
        key,
        contentType,
        chart.generatedAt(),
        chart.simulated());
  }

  private static Artifact artifact(Analysis a) {
    boolean ok = a.status().equals(AnalystAnswer.OK);
    String said = ok ? a.signal() + ", " + a.trend().name().toLowerCase(Locale.ROOT) : a.status();
    return new Artifact(
        Ids.of("artifact", "llm", a.id()),
        a.executionId(),
        "llm",
        a.symbol(),
        a.symbol() + " analysis by " + a.model() + ": " + said,
        a.id(),
        null,
        null,
        null,
        a.analyzedAt(),
        a.simulated());
  }

  private static Artifact artifact(Signal s) {
    String title = s.symbol() + " " + s.type();
    if (s.type() != SignalType.HOLD) {
      title += " at " + s.entry().stripTrailingZeros().toPlainString();
    }
    return new Artifact(
        Ids.of("artifact", "signal", s.id()),
        s.executionId(),
        "signal",
        s.symbol(),
        title,
        s.id(),
        null,
        null,
        null,
        s.eventTime(),
        s.simulated());
  }
}
