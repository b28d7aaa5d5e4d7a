package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Average directional index (Wilder, New Concepts in Technical Trading Systems, 1978). True range
 * and directional movements are smoothed by Wilder's average, seeded with the plain mean of the
 * first n; {@code DX = 100 |+DI - -DI| / (+DI + -DI)}; ADX is Wilder's average of DX, seeded with
 * the plain mean of the first n; first value at bar 2n. Where nothing moved, DX is 0.
 */
public final class Adx {
  final Wilder trueRange;
  final Wilder up;
  final Wilder down;
  final Wilder index;

  /** NaN before the first bar. */
  double previousHigh;

  double previousLow;
  double previousClose;

  /** Over {@code period} bars, usually 14. */
  public Adx(int period) {
    this(
        new Wilder(period),
        new Wilder(period),
        new Wilder(period),
        new Wilder(period),
        Double.NaN,
        Double.NaN,
        Double.NaN);
  }

  private Adx(
      Wilder trueRange,
      Wilder up,
      Wilder down,
      Wilder index,
      double previousHigh,
      double previousLow,
      double previousClose) {
    this.trueRange = trueRange;
    this.up = up;
    this.down = down;
    this.index = index;
    this.previousHigh = previousHigh;
    this.previousLow = previousLow;
    this.previousClose = previousClose;
  }

  /** Takes the next bar's prices and gives the index. */
  public double update(double high, double low, double close) {
    if (!Double.isNaN(previousHigh)) {
      double rise = high - previousHigh;
      double fall = previousLow - low;
      trueRange.update(Atr.trueRange(high, low, previousClose));
      up.update(rise > fall && rise > 0 ? rise : 0);
      down.update(fall > rise && fall > 0 ? fall : 0);
      if (trueRange.isReady()) {
        double both = up.value + down.value;
        // The true range is in both directional indicators and cancels here.
        index.update(both == 0 ? 0 : 100 * Math.abs(up.value - down.value) / both);
      }
    }
    previousHigh = high;
    previousLow = low;
    previousClose = close;
    return value();
  }

  /** +DI, from 0 to 100; NaN before n + 1 bars. */
  public double plusDi() {
    return directional(up);
  }

  /** -DI, from 0 to 100; NaN before n + 1 bars. */
  public double minusDi() {
    return directional(down);
  }

  /** From 0 to 100; NaN before 2n bars. */
  public double value() {
    return index.value();
  }

  private double directional(Wilder movement) {
    return trueRange.value == 0 ? 0 : 100 * movement.value() / trueRange.value();
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    trueRange.rescale(factor);
    up.rescale(factor);
    down.rescale(factor);
    previousHigh *= factor;
    previousLow *= factor;
    previousClose *= factor;
  }

  /** A state of its own with the same content. */
  public Adx copy() {
    return new Adx(
        trueRange.copy(),
        up.copy(),
        down.copy(),
        index.copy(),
        previousHigh,
        previousLow,
        previousClose);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    trueRange.write(out);
    up.write(out);
    down.write(out);
    index.write(out);
    out.writeDouble(previousHigh);
    out.writeDouble(previousLow);
    out.writeDouble(previousClose);
  }

  /** The state that {@link #write} wrote. */
  public static Adx read(DataInput in) throws IOException {
    return new Adx(
        Wilder.read(in),
        Wilder.read(in),
        Wilder.read(in),
        Wilder.read(in),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }
}
