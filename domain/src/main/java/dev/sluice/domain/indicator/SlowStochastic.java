package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Slow stochastic oscillator (George Lane): raw %K = {@code 100 (close - lowest low) / (highest
 * high - lowest low)} over n bars, 0 where the window is flat; %K is the plain mean of the last raw
 * values and %D the plain mean of the last %K. No seed: NaN until each window is full.
 */
public final class SlowStochastic {
  final Window highs;
  final Window lows;
  final Window raw;
  final Window smoothed;

  /** The usual lengths are 14, 3 and 3. */
  public SlowStochastic(int period, int smoothing, int signal) {
    this(new Window(period), new Window(period), new Window(smoothing), new Window(signal));
  }

  private SlowStochastic(Window highs, Window lows, Window raw, Window smoothed) {
    this.highs = highs;
    this.lows = lows;
    this.raw = raw;
    this.smoothed = smoothed;
  }

  /** Takes the next bar's prices. */
  public void update(double high, double low, double close) {
    highs.push(high);
    lows.push(low);
    if (!highs.isFull()) {
      return;
    }
    double lowest = lows.min();
    double range = highs.max() - lowest;
    raw.push(range == 0 ? 0 : 100 * (close - lowest) / range);
    if (raw.isFull()) {
      smoothed.push(raw.mean());
    }
  }

  /** The smoothed %K; NaN before n + smoothing - 1 bars. */
  public double k() {
    return raw.isFull() ? smoothed.newest() : Double.NaN;
  }

  /** The mean of %K; NaN before its window is full. */
  public double d() {
    return smoothed.isFull() ? smoothed.mean() : Double.NaN;
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    highs.rescale(factor);
    lows.rescale(factor);
  }

  /** A state of its own with the same content. */
  public SlowStochastic copy() {
    return new SlowStochastic(highs.copy(), lows.copy(), raw.copy(), smoothed.copy());
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    highs.write(out);
    lows.write(out);
    raw.write(out);
    smoothed.write(out);
  }

  /** The state that {@link #write} wrote. */
  public static SlowStochastic read(DataInput in) throws IOException {
    return new SlowStochastic(Window.read(in), Window.read(in), Window.read(in), Window.read(in));
  }
}
