package dev.sluice.domain.indicator;

/**
 * Simple moving average: the plain mean of the last n values, O(1) a value. NaN before n values.
 */
public final class Sma {
  private final Window window;
  private final RollingSum sum;

  /** An average of the last {@code period} values, from 1 to 32767. */
  public Sma(int period) {
    this.window = new Window(period);
    this.sum = new RollingSum(period);
  }

  /** Takes the next value and gives the average. */
  public double update(double x) {
    window.push(x);
    sum.slide(window);
    return value();
  }

  /** The average; NaN before n values. */
  public double value() {
    return sum.mean(window);
  }
}
