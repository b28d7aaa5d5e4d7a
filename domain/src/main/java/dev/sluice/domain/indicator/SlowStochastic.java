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
  private final PriceRange range;
  private final Lines lines;

  /** The usual lengths are 14, 3 and 3. */
  public SlowStochastic(int period, int smoothing, int signal) {
    this.range = new PriceRange(period);
    this.lines = new Lines(smoothing, signal);
  }

  /** Takes the next bar's prices. */
  public void update(double high, double low, double close) {
    range.push(high, low);
    lines.update(range, close);
  }

  /** The smoothed %K; NaN before n + smoothing - 1 bars. */
  public double k() {
    return lines.k();
  }

  /** The mean of %K; NaN before its window is full. */
  public double d() {
    return lines.d();
  }

  /** The smoothed lines over a range of prices. */
  static final class Lines {
    private final Window raw;
    private final Window smoothed;

    Lines(int smoothing, int signal) {
      this.raw = new Window(smoothing);
      this.smoothed = new Window(signal);
    }

    void update(PriceRange range, double close) {
      if (!range.isFull()) {
        return;
      }
      double lowest = range.lowest();
      double height = range.highest() - lowest;
      raw.push(height == 0 ? 0 : 100 * (close - lowest) / height);
      if (raw.isFull()) {
        smoothed.push(raw.mean());
      }
    }

    double k() {
      return smoothed.newest();
    }

    double d() {
      return smoothed.isFull() ? smoothed.mean() : Double.NaN;
    }

    void set(Lines other) {
      raw.set(other.raw);
      smoothed.set(other.smoothed);
    }

    void write(DataOutput out) throws IOException {
      raw.write(out, 0);
      smoothed.write(out, 0);
    }

    void read(DataInput in) throws IOException {
      raw.read(in);
      smoothed.read(in);
    }
  }
}
