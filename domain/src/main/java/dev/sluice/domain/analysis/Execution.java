package dev.sluice.domain.analysis;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One run of a strategy over its symbols at a session's close.
 *
 * @param id derives from strategy and session date
 * @param strategy name
 * @param sessionDate the session whose close started it
 * @param startedAt the session's close, UTC (event time)
 * @param completedAt close + decision latency, UTC; null while it runs
 * @param status RUNNING, COMPLETED (every analysis succeeded) or COMPLETED_WITH_FAILURES
 * @param symbols number of symbols analysed; 0 while it runs
 * @param failures number of analyses that failed; 0 while it runs
 * @param version rises with each change
 * @param simulated true where the prices are not a market's
 */
public record Execution(
    String id,
    String strategy,
    LocalDate sessionDate,
    Instant startedAt,
    Instant completedAt,
    String status,
    int symbols,
    int failures,
    int version,
    boolean simulated) {}
