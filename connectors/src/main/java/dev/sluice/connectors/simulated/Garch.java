package dev.sluice.connectors.simulated;

/**
 * Volatility that clusters: GARCH(1,1) of mean 1 (Bollerslev 1986), so that a wild day is followed
 * by wild days. It starts at its mean and is kept within bounds, so that no seed runs away.
 */
final class Garch {
  private static final double ALPHA = 0.10;
  private static final double BETA = 0.87;
  private static final double LOWEST = 0.25;
  private static final double HIGHEST = 9;

  private double variance = 1;

  /** Deviation of the coming day as a multiple of the usual one. */
  double deviation() {
    return StrictMath.sqrt(variance);
  }

  /**
   * The day has passed.
   *
   * @param shock the day's standard normal shock, before it was scaled by {@link #deviation()}
   */
  void next(double shock) {
    double next = (1 - ALPHA - BETA) + ALPHA * shock * shock * variance + BETA * variance;
    variance = Math.max(LOWEST, Math.min(HIGHEST, next));
  }
}
