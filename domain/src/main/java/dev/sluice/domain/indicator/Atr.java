package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Average true range (Wilder, New Concepts in Technical Trading Systems, 1978). The true range is
 * the largest of high - low, |high - previous close| and |low - previous close|; the first bar has
 * none. Smoothed by Wilder's average, seeded with the plain mean of the first n true ranges; first
 * value at bar n + 1 (Skender's convention).
 */
public final class Atr {
  final Wilder average;

  /** NaN before the first bar. */
  double previousClose;

  /** Over {@code period} true ranges, usually 14. */
  public Atr(int period) {
    this(new Wilder(period), Double.NaN);
  }

  private Atr(Wilder average, double previousClose) {
    this.average = average;
    this.previousClose = previousClose;
  }

  /** Takes the next bar's prices and gives the average. */
  public double update(double high, double low, double close) {
    if (!Double.isNaN(previousClose)) {
      average.update(trueRange(high, low, previousClose));
    }
    previousClose = close;
    return value();
  }

  /** In the price's unit; NaN before n true ranges. */
  public double value() {
    return average.value();
  }

  static double trueRange(double high, double low, double previousClose) {
    return Math.max(
        high - low, Math.max(Math.abs(high - previousClose), Math.abs(low - previousClose)));
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    average.rescale(factor);
    previousClose *= factor;
  }

  /** A state of its own with the same content. */
  public Atr copy() {
    return new Atr(average.copy(), previousClose);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    average.write(out);
    out.writeDouble(previousClose);
  }

  /** The state that {@link #write} wrote. */
  public static Atr read(DataInput in) throws IOException {
    return new Atr(Wilder.read(in), in.readDouble());
  }
}
