package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Rate of change in per cent: {@code 100 (x / x n bars ago - 1)}. NaN before n + 1 values, and
 * where the value n bars ago is 0. Sluice uses it on volume.
 */
public final class RateOfChange {
  final Window window;

  /** Over {@code period} bars, 14 for volume. */
  public RateOfChange(int period) {
    this(new Window(period + 1));
  }

  private RateOfChange(Window window) {
    this.window = window;
  }

  /** Takes the next value and gives the change. */
  public double update(double x) {
    window.push(x);
    return value();
  }

  /** Per cent; NaN before n + 1 values and where the value then is 0. */
  public double value() {
    if (!window.isFull() || window.oldest() == 0) {
      return Double.NaN;
    }
    return 100 * (window.newest() / window.oldest() - 1);
  }

  /** Puts the state on another scale: each value it holds is multiplied. */
  public void rescale(double factor) {
    window.rescale(factor);
  }

  /** A state of its own with the same content. */
  public RateOfChange copy() {
    return new RateOfChange(window.copy());
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    window.write(out);
  }

  /** The state that {@link #write} wrote. */
  public static RateOfChange read(DataInput in) throws IOException {
    return new RateOfChange(Window.read(in));
  }
}
