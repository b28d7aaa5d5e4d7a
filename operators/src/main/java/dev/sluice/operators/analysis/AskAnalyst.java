package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.Analyst;
import dev.sluice.domain.analysis.AnalystAnswer;
import dev.sluice.domain.analysis.AnalystAnswer.Failed;
import dev.sluice.domain.analysis.AnalystFailure;
import dev.sluice.domain.analysis.AnalystQuestion;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the analyst, several cases at a time. A failure is a value and never fails the job.
 *
 * <p>Retries are the analyst's own, under its deadline; Flink's async retry is not used, since it
 * can lose an element when it races the timeout (FLINK-40456). Flink's timeout is set behind the
 * deadline and only catches an analyst that does not keep it.
 */
public final class AskAnalyst extends RichAsyncFunction<AnalysisCase, AnalysisCase> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AskAnalyst.class);

  private final Analyst.Factory analysts;
  private final String model;
  private final Duration timeout;

  private transient Analyst analyst;
  private transient Counter asked;
  private transient Counter answered;
  private transient Map<AnalystFailure, Counter> failures;

  /**
   * Creates the function.
   *
   * @param analysts opens the analyst
   * @param model name of the model asked for, for failures that have no answer
   * @param timeout Flink's timeout of a case, for the failure's message
   */
  public AskAnalyst(Analyst.Factory analysts, String model, Duration timeout) {
    this.analysts = analysts;
    this.model = model;
    this.timeout = timeout;
  }

  @Override
  public void open(OpenContext context) {
    analyst = analysts.open();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    asked = metrics.counter("analyses_asked", new ThreadSafeSimpleCounter());
    answered = metrics.counter("analyses_answered", new ThreadSafeSimpleCounter());
    failures = new EnumMap<>(AnalystFailure.class);
    for (AnalystFailure code : AnalystFailure.values()) {
      failures.put(
          code,
          metrics
              .addGroup("code", code.name())
              .counter("analyses_failed", new ThreadSafeSimpleCounter()));
    }
  }

  @Override
  public void close() {
    if (analyst != null) {
      analyst.close();
    }
  }

  @Override
  public void asyncInvoke(AnalysisCase next, ResultFuture<AnalysisCase> result) {
    AnalystQuestion question = AnalystQuestion.of(next.request());
    asked.inc();
    try {
      analyst
          .read(question)
          .whenComplete(
              (answer, error) ->
                  done(next, question, error == null ? answer : broken(error), result));
    } catch (RuntimeException e) {
      done(next, question, broken(e), result);
    }
  }

  @Override
  public void timeout(AnalysisCase next, ResultFuture<AnalysisCase> result) {
    done(
        next,
        AnalystQuestion.of(next.request()),
        new Failed(
            AnalystFailure.TIMEOUT,
            "no answer within " + timeout,
            model,
            null,
            null,
            timeout.toMillis(),
            null),
        result);
  }

  private void done(
      AnalysisCase next,
      AnalystQuestion question,
      AnalystAnswer answer,
      ResultFuture<AnalysisCase> result) {
    if (answer instanceof Failed failed) {
      failures.get(failed.code()).inc();
      LOG.warn(
          "Analysis of {} at {} failed: {} {}",
          next.request().symbol(),
          next.request().eventTime(),
          failed.code(),
          failed.message());
    } else {
      answered.inc();
    }
    result.complete(List.of(next.answeredBy(question.prompt(), answer)));
  }

  /** An analyst that breaks its promise not to throw still costs only one analysis. */
  private Failed broken(Throwable error) {
    return new Failed(
        AnalystFailure.UNREACHABLE, "the analyst broke: " + error, model, null, null, 0, null);
  }
}
