package dev.sluice.domain.indicator;

/**
 * Average true range (Wilder, New Concepts in Technical Trading Systems, 1978). The true range is
 * the largest of high - low, |high - previous close| and |low - previous close|; the first bar has
 * none. Smoothed by Wilder's average, seeded with the plain mean of the first n true ranges; first
 * value at bar n + 1 (Skender's convention).
 */
public final class Atr {
  final Wilder average;

  /** NaN before the first bar. */
  private double previousClose = Double.NaN;

  /** Over {@code period} true ranges, usually 14. */
  public Atr(int period) {
    this.average = new Wilder(period);
  }

  /** Takes the next bar's prices and gives the average. */
  public double update(double high, double low, double close) {
    step(previousClose, high, low);
    previousClose = close;
    return value();
  }

  /** As {@link #update}, where the caller keeps the previous close; NaN for the first bar. */
  void step(double previousClose, double high, double low) {
    if (!Double.isNaN(previousClose)) {
      average.update(trueRange(high, low, previousClose));
    }
  }

  /** In the price's unit; NaN before n true ranges. */
  public double value() {
    return average.value();
  }

  static double trueRange(double high, double low, double previousClose) {
    return Math.max(
        high - low, Math.max(Math.abs(high - previousClose), Math.abs(low - previousClose)));
  }
}
