package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bollinger bands (John Bollinger, Bollinger on Bollinger Bands, 2001): the plain mean of the last
 * n closes, and the mean plus and less k population standard deviations. NaN before n closes. The
 * deviation is taken afresh from the window, in two passes, so that nothing cancels or drifts.
 */
public final class BollingerBands {
  final Window window;
  final double width;

  /** The usual bands are 20 closes and 2 deviations. */
  public BollingerBands(int period, double deviations) {
    this(new Window(period), deviations);
  }

  private BollingerBands(Window window, double width) {
    this.window = window;
    this.width = width;
  }

  /** Takes the next close. */
  public void update(double close) {
    window.push(close);
  }

  /** The mean; NaN before n closes. */
  public double middle() {
    return window.isFull() ? window.mean() : Double.NaN;
  }

  /** The population standard deviation; NaN before n closes. */
  public double deviation() {
    return Math.sqrt(window.squaredDeviations(middle()) / window.values.length);
  }

  /** The mean plus the deviations; NaN before n closes. */
  public double upper() {
    return middle() + width * deviation();
  }

  /** The mean less the deviations; NaN before n closes. */
  public double lower() {
    return middle() - width * deviation();
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    window.rescale(factor);
  }

  /** A state of its own with the same content. */
  public BollingerBands copy() {
    return new BollingerBands(window.copy(), width);
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    window.write(out);
    out.writeDouble(width);
  }

  /** The state that {@link #write} wrote. */
  public static BollingerBands read(DataInput in) throws IOException {
    return new BollingerBands(Window.read(in), in.readDouble());
  }
}
