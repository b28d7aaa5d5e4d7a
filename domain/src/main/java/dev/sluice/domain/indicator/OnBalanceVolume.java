package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * On-balance volume (Joseph Granville, New Key to Stock Market Profits, 1963): the volume is added
 * on a higher close, taken off on a lower one. Starts at 0 on the first bar.
 */
public final class OnBalanceVolume {
  /** NaN before the first bar. */
  double previousClose;

  double value;

  /** Starts at 0. */
  public OnBalanceVolume() {
    this(Double.NaN, 0);
  }

  private OnBalanceVolume(double previousClose, double value) {
    this.previousClose = previousClose;
    this.value = value;
  }

  /** Takes the next bar's close and volume and gives the balance. */
  public double update(double close, double volume) {
    if (close > previousClose) {
      value += volume;
    } else if (close < previousClose) {
      value -= volume;
    }
    previousClose = close;
    return value;
  }

  /** In the volume's unit; 0 before and at the first bar. */
  public double value() {
    return value;
  }

  /** Puts the state on other scales: prices are multiplied by one factor, volumes by the other. */
  public void rescale(double priceFactor, double volumeFactor) {
    previousClose *= priceFactor;
    value *= volumeFactor;
  }

  /** A state of its own with the same content. */
  public OnBalanceVolume copy() {
    return new OnBalanceVolume(previousClose, value);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    out.writeDouble(previousClose);
    out.writeDouble(value);
  }

  /** The state that {@link #write} wrote. */
  public static OnBalanceVolume read(DataInput in) throws IOException {
    return new OnBalanceVolume(in.readDouble(), in.readDouble());
  }
}
