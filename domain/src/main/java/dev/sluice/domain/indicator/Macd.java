package dev.sluice.domain.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Moving average convergence divergence (Gerald Appel): fast EMA less slow EMA of the close, with
 * an EMA of that as signal. Each EMA, the signal's too, is seeded with the mean of its first n
 * values; the signal's first value is therefore slow + signal - 2 bars after the first bar.
 */
public final class Macd {
  final Ema fast;
  final Ema slow;
  final Ema signal;

  /** The usual periods are 12, 26 and 9. */
  public Macd(int fastPeriod, int slowPeriod, int signalPeriod) {
    this(new Ema(fastPeriod), new Ema(slowPeriod), new Ema(signalPeriod));
  }

  private Macd(Ema fast, Ema slow, Ema signal) {
    this.fast = fast;
    this.slow = slow;
    this.signal = signal;
  }

  /** Takes the next close and gives the line. */
  public double update(double close) {
    fast.update(close);
    slow.update(close);
    double line = value();
    if (!Double.isNaN(line)) {
      signal.update(line);
    }
    return line;
  }

  /** The fast average; NaN before its seed. */
  public double fast() {
    return fast.value();
  }

  /** The slow average; NaN before its seed. */
  public double slow() {
    return slow.value();
  }

  /** The MACD line, fast less slow; NaN before the slow average's seed. */
  public double value() {
    return fast.value() - slow.value();
  }

  /** The signal line; NaN before its seed. */
  public double signal() {
    return signal.value();
  }

  /** The line less its signal; NaN before the signal's seed. */
  public double histogram() {
    return value() - signal();
  }

  /** Puts the state on another price scale: each price it holds is multiplied. */
  public void rescale(double factor) {
    fast.rescale(factor);
    slow.rescale(factor);
    signal.rescale(factor);
  }

  /** A state of its own with the same content. */
  public Macd copy() {
    return new Macd(fast.copy(), slow.copy(), signal.copy());
  }

  /** Writes the state; {@link #read} gives it back bit for bit. */
  public void write(DataOutput out) throws IOException {
    fast.write(out);
    slow.write(out);
    signal.write(out);
  }

  /** The state that {@link #write} wrote. */
  public static Macd read(DataInput in) throws IOException {
    return new Macd(Ema.read(in), Ema.read(in), Ema.read(in));
  }
}
