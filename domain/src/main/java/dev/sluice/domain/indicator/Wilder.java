package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's smoothing, the average under RSI, ATR and ADX (J. Welles Wilder, New Concepts in
 * Technical Trading Systems, 1978): {@code (previous x (n - 1) + x) / n}, seeded with the plain
 * mean of the first n values.
 */
final class Wilder {
  final int period;

  /** Values taken in, at most the period. */
  int count;

  /** The sum of the values while the seed gathers, the average from then on. */
  double value;

  Wilder(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period: " + period + " is not above 0");
    }
    this.period = period;
  }

  void update(double x) {
    if (count == period) {
      value = (value * (period - 1) + x) / period;
      return;
    }
    value += x;
    count++;
    if (count == period) {
      value /= period;
    }
  }

  boolean isReady() {
    return count == period;
  }

  /** The average; NaN before n values. */
  double value() {
    return isReady() ? value : Double.NaN;
  }

  void rescale(double factor) {
    value *= factor;
  }

  void set(Wilder other) {
    count = other.count;
    value = other.value;
  }

  void write(DataOutput out) throws IOException {
    out.writeShort(count);
    out.writeDouble(value);
  }

  void read(DataInput in) throws IOException {
    count = in.readShort();
    value = in.readDouble();
  }
}
