package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Simple moving average: the plain mean of the last n values. NaN before n values.
 *
 * <p>The sum is carried with the rounding error of each step (Knuth's two-sum) and summed afresh
 * once a turn of the ring, so that no drift builds up however long the series.
 */
public final class Sma {
  final Window window;
  double sum;
  double error;

  /** An average of the last {@code period} values. */
  public Sma(int period) {
    this(new Window(period), 0, 0);
  }

  private Sma(Window window, double sum, double error) {
    this.window = window;
    this.sum = sum;
    this.error = error;
  }

  /** Takes the next value and gives the average. */
  public double update(double x) {
    boolean full = window.isFull();
    double out = window.push(x);
    add(x);
    if (full) {
      add(-out);
    }
    if (window.next == 0) {
      sumAfresh();
    }
    return value();
  }

  /** The average; NaN before n values. */
  public double value() {
    return window.isFull() ? (sum + error) / window.values.length : Double.NaN;
  }

  private void add(double x) {
    double total = sum + x;
    double part = total - sum;
    error += (sum - (total - part)) + (x - part);
    sum = total;
  }

  private void sumAfresh() {
    sum = 0;
    error = 0;
    for (int i = 0; i < window.count; i++) {
      add(window.values[i]);
    }
  }

  /** Puts the state on another scale: each value it holds is multiplied. */
  public void rescale(double factor) {
    window.rescale(factor);
    sumAfresh();
  }

  /** A state of its own with the same content. */
  public Sma copy() {
    return new Sma(window.copy(), sum, error);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    window.write(out);
    out.writeDouble(sum);
    out.writeDouble(error);
  }

  /** The state that {@link #write} wrote. */
  public static Sma read(DataInput in) throws IOException {
    return new Sma(Window.read(in), in.readDouble(), in.readDouble());
  }
}
