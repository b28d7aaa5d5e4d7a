package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.AnalysisRequest;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Something that happened in an execution.
 *
 * @param executionId the execution
 * @param strategy name
 * @param sessionDate the session whose close started it
 * @param startedAt that close, UTC
 * @param simulated true where the prices are not a market's
 * @param kind what happened
 */
public record ExecutionStep(
    String executionId,
    String strategy,
    LocalDate sessionDate,
    Instant startedAt,
    boolean simulated,
    Kind kind) {
  /** What can happen. */
  public enum Kind {
    /** An analysis was asked for. */
    REQUESTED,
    /** An analysis succeeded. */
    SUCCEEDED,
    /** An analysis failed. */
    FAILED
  }

  static ExecutionStep of(AnalysisRequest request, Kind kind) {
    return new ExecutionStep(
        request.executionId(),
        request.strategy(),
        request.sessionDate(),
        request.eventTime(),
        request.simulated(),
        kind);
  }
}
