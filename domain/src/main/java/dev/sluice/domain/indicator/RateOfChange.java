package dev.sluice.domain.indicator;

/**
 * Rate of change in per cent: {@code 100 (x / x n bars ago - 1)}. NaN before n + 1 values, and
 * where the value n bars ago is 0. Sluice uses it on volume.
 */
public final class RateOfChange {
  private final Window window;
  private final int period;

  /** Over {@code period} bars, 14 for volume, from 1 to 32766. */
  public RateOfChange(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period: " + period + " is not above 0");
    }
    this.window = new Window(period + 1);
    this.period = period;
  }

  /** Takes the next value and gives the change. */
  public double update(double x) {
    window.push(x);
    return value();
  }

  /** Per cent; NaN before n + 1 values and where the value then is 0. */
  public double value() {
    return of(window, period);
  }

  static double of(Window window, int period) {
    if (window.count() <= period || window.ago(period) == 0) {
      return Double.NaN;
    }
    return 100 * (window.newest() / window.ago(period) - 1);
  }
}
