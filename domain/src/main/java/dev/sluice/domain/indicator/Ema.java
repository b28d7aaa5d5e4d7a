package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Exponential moving average with the factor 2 / (n + 1), seeded with the plain mean of the first n
 * values (the convention of StockCharts' ChartSchool and of Skender). NaN before n values.
 */
public final class Ema {
  final int period;

  /** Values taken in, at most the period. */
  int count;

  /** The sum of the values while the seed gathers, the average from then on. */
  double value;

  /** An average over {@code period} values. */
  public Ema(int period) {
    if (period < 1) {
      throw new IllegalArgumentException("period: " + period + " is not above 0");
    }
    this.period = period;
  }

  /** Takes the next value and gives the average. */
  public double update(double x) {
    if (count == period) {
      value += 2.0 / (period + 1) * (x - value);
    } else {
      value += x;
      count++;
      if (count == period) {
        value /= period;
      }
    }
    return value();
  }

  /** The average; NaN before n values. */
  public double value() {
    return count == period ? value : Double.NaN;
  }

  void rescale(double factor) {
    value *= factor;
  }

  void set(Ema other) {
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
