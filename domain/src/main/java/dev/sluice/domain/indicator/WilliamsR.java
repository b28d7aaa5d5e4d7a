package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Williams %R (Larry Williams): {@code -100 (highest high - close) / (highest high - lowest low)}
 * over n bars. NaN before n bars; -100 where the window is flat, as the stochastic is 0 there.
 */
public final class WilliamsR {
  final Window highs;
  final Window lows;
  double close;

  /** Over {@code period} bars, usually 14. */
  public WilliamsR(int period) {
    this(new Window(period), new Window(period), Double.NaN);
  }

  private WilliamsR(Window highs, Window lows, double close) {
    this.highs = highs;
    this.lows = lows;
    this.close = close;
  }

  /** Takes the next bar's prices and gives the value. */
  public double update(double high, double low, double close) {
    highs.push(high);
    lows.push(low);
    this.close = close;
    return value();
  }

  /** From -100 to 0; NaN before n bars. */
  public double value() {
    if (!highs.isFull()) {
      return Double.NaN;
    }
    double highest = highs.max();
    double range = highest - lows.min();
    return range == 0 ? -100 : -100 * (highest - close) / range;
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    highs.rescale(factor);
    lows.rescale(factor);
    close *= factor;
  }

  /** A state of its own with the same content. */
  public WilliamsR copy() {
    return new WilliamsR(highs.copy(), lows.copy(), close);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    highs.write(out);
    lows.write(out);
    out.writeDouble(close);
  }

  /** The state that {@link #write} wrote. */
  public static WilliamsR read(DataInput in) throws IOException {
    return new WilliamsR(Window.read(in), Window.read(in), in.readDouble());
  }
}
