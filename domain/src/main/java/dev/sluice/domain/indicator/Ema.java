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
    this(period, 0, 0);
    if (period < 1) {
      throw new IllegalArgumentException("period: " + period + " is not above 0");
    }
  }

  private Ema(int period, int count, double value) {
    this.period = period;
    this.count = count;
    this.value = value;
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

  /** Puts the state on another scale: each value it holds is multiplied. */
  public void rescale(double factor) {
    value *= factor;
  }

  /** A state of its own with the same content. */
  public Ema copy() {
    return new Ema(period, count, value);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    out.writeShort(period);
    out.writeShort(count);
    out.writeDouble(value);
  }

  /** The state that {@link #write} wrote. */
  public static Ema read(DataInput in) throws IOException {
    return new Ema(in.readShort(), in.readShort(), in.readDouble());
  }
}
