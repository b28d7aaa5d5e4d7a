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
  private double previousClose = Double.NaN;

  /** An index over {@code period} changes, usually 14. */
  public Rsi(int period) {
    this.gain = new Wilder(period);
    this.loss = new Wilder(period);
  }

  /** Takes the next close and gives the index. */
  public double update(double close) {
    step(previousClose, close);
    previousClose = close;
    return value();
  }

  /** As {@link #update}, where the caller keeps the previous close; NaN for the first bar. */
  void step(double previousClose, double close) {
    if (!Double.isNaN(previousClose)) {
      double change = close - previousClose;
      gain.update(Math.max(change, 0));
      loss.update(Math.max(-change, 0));
    }
  }

  /** From 0 to 100; NaN before n changes. */
  public double value() {
    if (!gain.isReady()) {
      return Double.NaN;
    }
    return loss.value == 0 ? 100 : 100 - 100 / (1 + gain.value / loss.value);
  }

  void rescale(double factor) {
    gain.rescale(factor);
    loss.rescale(factor);
  }

  void set(Rsi other) {
    gain.set(other.gain);
    loss.set(other.loss);
  }

  void write(DataOutput out) throws IOException {
    gain.write(out);
    loss.write(out);
  }

  void read(DataInput in) throws IOException {
    gain.read(in);
    loss.read(in);
  }
}
