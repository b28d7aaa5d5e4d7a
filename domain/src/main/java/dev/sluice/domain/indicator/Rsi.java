package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Relative strength index (Wilder, New Concepts in Technical Trading Systems, 1978): {@code 100 -
 * 100 / (1 + average gain / average loss)} of closes, smoothed by Wilder's average that is seeded
 * with the plain mean of the first n changes; first value at bar n + 1. Without a loss it is 100,
 * on a flat series too (Skender's convention).
 */
public final class Rsi {
  final Wilder gain;
  final Wilder loss;

  /** NaN before the first bar. */
  double previousClose;

  /** An index over {@code period} changes, usually 14. */
  public Rsi(int period) {
    this(new Wilder(period), new Wilder(period), Double.NaN);
  }

  private Rsi(Wilder gain, Wilder loss, double previousClose) {
    this.gain = gain;
    this.loss = loss;
    this.previousClose = previousClose;
  }

  /** Takes the next close and gives the index. */
  public double update(double close) {
    if (!Double.isNaN(previousClose)) {
      double change = close - previousClose;
      gain.update(Math.max(change, 0));
      loss.update(Math.max(-change, 0));
    }
    previousClose = close;
    return value();
  }

  /** From 0 to 100; NaN before n changes. */
  public double value() {
    if (!gain.isReady()) {
      return Double.NaN;
    }
    return loss.value == 0 ? 100 : 100 - 100 / (1 + gain.value / loss.value);
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    gain.rescale(factor);
    loss.rescale(factor);
    previousClose *= factor;
  }

  /** A state of its own with the same content. */
  public Rsi copy() {
    return new Rsi(gain.copy(), loss.copy(), previousClose);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    gain.write(out);
    loss.write(out);
    out.writeDouble(previousClose);
  }

  /** The state that {@link #write} wrote. */
  public static Rsi read(DataInput in) throws IOException {
    return new Rsi(Wilder.read(in), Wilder.read(in), in.readDouble());
  }
}
