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
    this.fast = new Ema(fastPeriod);
    this.slow = new Ema(slowPeriod);
    this.signal = new Ema(signalPeriod);
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

  void rescale(double factor) {
    fast.rescale(factor);
    slow.rescale(factor);
    signal.rescale(factor);
  }

  void set(Macd other) {
    fast.set(other.fast);
    slow.set(other.slow);
    signal.set(other.signal);
  }

  void write(DataOutput out) throws IOException {
    fast.write(out);
    slow.write(out);
    signal.write(out);
  }

  void read(DataInput in) throws IOException {
    fast.read(in);
    slow.read(in);
    signal.read(in);
  }
}
