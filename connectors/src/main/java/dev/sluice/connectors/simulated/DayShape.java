package dev.sluice.connectors.simulated;

/**
 * How activity and variance are spread over a session: a U with a high morning, a quiet noon and a
 * rise into the close. Time and activity are fractions of the session in [0, 1].
 */
final class DayShape {
  private static final int STEPS = 390;
  private static final double MORNING = 2.2;
  private static final double AFTERNOON = 1.6;
  private static final double NOON = 0.55;

  /** Activity done by the end of each step; the whole is 1. */
  private static final double[] DONE = done();

  private DayShape() {}

  /** Activity at a time as a multiple of the session's mean. */
  static double intensity(double time) {
    int step = Math.min(STEPS - 1, (int) (time * STEPS));
    return (DONE[step + 1] - DONE[step]) * STEPS;
  }

  /** The time at which this part of the session's activity is done. */
  static double timeOf(double activity) {
    int low = 0;
    int high = STEPS;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (DONE[middle] <= activity) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + (activity - DONE[low]) / (DONE[high] - DONE[low])) / STEPS;
  }

  private static double[] done() {
    double[] done = new double[STEPS + 1];
    for (int i = 0; i < STEPS; i++) {
      double time = (i + 0.5) / STEPS;
      double fromNoon = 2 * time - 1;
      double cube = Math.abs(fromNoon) * fromNoon * fromNoon;
      done[i + 1] = done[i] + NOON + cube * (fromNoon < 0 ? MORNING : AFTERNOON);
    }
    double all = done[STEPS];
    for (int i = 0; i <= STEPS; i++) {
      done[i] /= all;
    }
    return done;
  }
}
