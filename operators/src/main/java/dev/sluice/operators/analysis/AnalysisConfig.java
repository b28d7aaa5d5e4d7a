package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.Analyst;
import dev.sluice.domain.analysis.ChartMode;
import dev.sluice.domain.analysis.ChartStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How sessions are analysed.
 *
 * @param strategies names of the strategies; each analyses every close
 * @param charts which charts are drawn
 * @param bucket bucket that the chart store writes to
 * @param decisionLatency time from a session's close to its signals' effect
 * @param model name of the model that is asked for
 * @param analysts opens the analyst
 * @param analystDeadline the analyst's own deadline for one question, retries included
 * @param analystConcurrency questions open at the same time in one subtask
 * @param windows puts a bar into a chart's window
 * @param renderer draws; null with {@link ChartMode#NONE}
 * @param stores opens the chart store; null with {@link ChartMode#NONE}
 * @param drawingThreads charts drawn at the same time in one subtask
 * @param storeGiveUpAfter how long the chart store may be away before the job fails
 */
public record AnalysisConfig(
    List<String> strategies,
    ChartMode charts,
    String bucket,
    Duration decisionLatency,
    String model,
    Analyst.Factory analysts,
    Duration analystDeadline,
    int analystConcurrency,
    WindowAppender windows,
    ChartRenderer renderer,
    ChartStore.Factory stores,
    int drawingThreads,
    Duration storeGiveUpAfter) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value that cannot be
   */
  public AnalysisConfig {
    strategies = List.copyOf(strategies);
    Objects.requireNonNull(charts, "charts");
    Objects.requireNonNull(analysts, "analysts");
    Objects.requireNonNull(windows, "windows");
    if (strategies.isEmpty()) {
      throw new IllegalArgumentException("strategies: was empty, expected at least one name");
    }
    if (analystConcurrency < 1) {
      throw new IllegalArgumentException(
          "analystConcurrency: was " + analystConcurrency + ", expected at least 1");
    }
    if (decisionLatency.isNegative() || decisionLatency.isZero()) {
      throw new IllegalArgumentException(
          "decisionLatency: was " + decisionLatency + ", expected more than 0");
    }
    if (analystDeadline.isNegative() || analystDeadline.isZero()) {
      throw new IllegalArgumentException(
          "analystDeadline: was " + analystDeadline + ", expected more than 0");
    }
    if (charts != ChartMode.NONE) {
      Objects.requireNonNull(bucket, "bucket");
      Objects.requireNonNull(renderer, "renderer");
      Objects.requireNonNull(stores, "stores");
      if (drawingThreads < 1) {
        throw new IllegalArgumentException(
            "drawingThreads: was " + drawingThreads + ", expected at least 1");
      }
    }
  }
}
