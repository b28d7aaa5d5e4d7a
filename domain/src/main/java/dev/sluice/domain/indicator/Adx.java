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
  private double previousHigh = Double.NaN;

  private double previousLow = Double.NaN;
  private double previousClose = Double.NaN;

  /** Over {@code period} bars, usually 14. */
  public Adx(int period) {
    this.trueRange = new Wilder(period);
    this.up = new Wilder(period);
    this.down = new Wilder(period);
    this.index = new Wilder(period);
  }

  /** Takes the next bar's prices and gives the index. */
  public double update(double high, double low, double close) {
    step(previousHigh, previousLow, previousClose, high, low);
    previousHigh = high;
    previousLow = low;
    previousClose = close;
    return value();
  }

  /** As {@link #update}, where the caller keeps the previous bar; NaN for the first bar. */
  void step(
      double previousHigh, double previousLow, double previousClose, double high, double low) {
    if (Double.isNaN(previousHigh)) {
      return;
    }
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

  void rescale(double factor) {
    trueRange.rescale(factor);
    up.rescale(factor);
    down.rescale(factor);
  }

  void set(Adx other) {
    trueRange.set(other.trueRange);
    up.set(other.up);
    down.set(other.down);
    index.set(other.index);
  }

  void write(DataOutput out) throws IOException {
    trueRange.write(out);
    up.write(out);
    down.write(out);
    index.write(out);
  }

  void read(DataInput in) throws IOException {
    trueRange.read(in);
    up.read(in);
    down.read(in);
    index.read(in);
  }
}
