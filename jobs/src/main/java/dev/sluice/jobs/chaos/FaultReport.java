package dev.sluice.jobs.chaos;

import java.time.Instant;

/**
 * A fault that was made.
 *
 * @param at event time that every account had taken, UTC
 * @param kills processes that were killed for it
 * @param secondsToRecover wall-clock time from the end of the fault until all was at work again and
 *     had caught up; not repeatable
 * @param problem what may not have been during the fault; null where nothing
 */
public record FaultReport(
    FaultKind kind, Instant at, int kills, double secondsToRecover, String problem) {
  /** True where the desk took longer than it may. */
  public boolean late() {
    return secondsToRecover > kind.backWithinSeconds();
  }
}
