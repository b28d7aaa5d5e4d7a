package dev.sluice.bench.rows;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongToDoubleFunction;

/**
 * What the {@linkplain KeptIndicators indicators with a window} cost. Nanoseconds a bar, without
 * Flink.
 */
final class IndicatorWindows implements Side {
  /** Closes of a walk that stays near 100; a power of two. */
  private static final int BARS = 1 << 16;

  /** How long a repeat is: by time, since what grows with the window would take hours. */
  private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Bars between two looks at the clock. */
  private static final int BATCH = 64;

  private final int window;
  private final boolean recomputed;
  private final double[] closes = new double[BARS];
  private double sink;

  /**
   * @param window bars that each indicator looks at
   * @param recomputed compute each value from the whole window, as one does without state
   */
  IndicatorWindows(int window, boolean recomputed) {
    this.window = window;
    this.recomputed = recomputed;
    SplittableRandom random = new SplittableRandom(1);
    double close = 100;
    for (int i = 0; i < BARS; i++) {
      close += (100 - close) * 0.001 + random.nextDouble(-0.1, 0.1);
      closes[i] = close;
    }
  }

  @Override
  public Sample run() {
    double perBar = recomputed ? recompute() : update();
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("an indicator with window " + window + " was NaN");
    }
    return new Sample(perBar, Map.of("window", (double) window));
  }

  private double at(long bar) {
    return closes[(int) (bar & (BARS - 1))];
  }

  private double update() {
    KeptIndicators indicators = new KeptIndicators(window);
    return timed(2L * window + BATCH, bar -> indicators.update(at(bar)));
  }

  private double recompute() {
    return timed(window, bar -> Recomputed.all(closes, BARS - 1, bar, window));
  }

  /** Nanoseconds a bar behind a number of bars that are not timed. */
  private double timed(long warmUp, LongToDoubleFunction indicators) {
    long bar = 0;
    double cold = 0;
    while (bar < warmUp) {
      cold += indicators.applyAsDouble(bar++);
    }
    sink = cold;
    double sum = 0;
    long first = bar;
    long begin = System.nanoTime();
    long now = begin;
    while (now - begin < NANOS) {
      for (int i = 0; i < BATCH; i++) {
        sum += indicators.applyAsDouble(bar++);
      }
      now = System.nanoTime();
    }
    sink = sum;
    return (now - begin) / (double) (bar - first);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
