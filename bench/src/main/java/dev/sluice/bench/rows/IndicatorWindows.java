package dev.sluice.bench.rows;

import dev.sluice.bench.measure.Sample;
import dev.sluice.bench.measure.Side;
import dev.sluice.domain.indicator.BollingerBands;
import dev.sluice.domain.indicator.HistoricalVolatility;
import dev.sluice.domain.indicator.RateOfChange;
import dev.sluice.domain.indicator.SlowStochastic;
import dev.sluice.domain.indicator.Sma;
import dev.sluice.domain.indicator.WilliamsR;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The indicators that look at a window of bars, all with the same window: moving average, Bollinger
 * bands, stochastic, Williams %R, volatility, rate of change. Nanoseconds a bar, without Flink.
 */
final class IndicatorWindows implements Side {
  /** Closes of a walk that stays near 100; a power of two. */
  private static final int BARS = 1 << 16;

  private final int window;
  private final long bars;
  private final boolean recomputed;
  private final double[] closes = new double[BARS];
  private double sink;

  /**
   * @param window bars that each indicator looks at
   * @param bars how many are timed
   * @param recomputed compute each value from the whole window, as one does without state
   */
  IndicatorWindows(int window, long bars, boolean recomputed) {
    this.window = window;
    this.bars = bars;
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
      throw new IllegalStateException("an indicator was NaN after " + bars + " bars");
    }
    return new Sample(perBar, Map.of("window", (double) window));
  }

  private double at(long bar) {
    return closes[(int) (bar & (BARS - 1))];
  }

  private double update() {
    Sma sma = new Sma(window);
    BollingerBands bands = new BollingerBands(window, 2);
    SlowStochastic stochastic = new SlowStochastic(window, 3, 3);
    WilliamsR williams = new WilliamsR(window);
    HistoricalVolatility volatility = new HistoricalVolatility(window, 252);
    RateOfChange change = new RateOfChange(window);
    double sum = 0;
    long warm = 2L * window + 10;
    long begin = 0;
    for (long bar = 0; bar < warm + bars; bar++) {
      if (bar == warm) {
        begin = System.nanoTime();
        sum = 0;
      }
      double close = at(bar);
      double high = close + 0.05;
      double low = close - 0.05;
      bands.update(close);
      stochastic.update(high, low, close);
      sum += sma.update(close) + bands.upper() + bands.lower() + stochastic.k() + stochastic.d();
      sum += williams.update(high, low, close) + volatility.update(close) + change.update(close);
    }
    sink = sum;
    return (System.nanoTime() - begin) / (double) bars;
  }

  private double recompute() {
    double sum = 0;
    long begin = System.nanoTime();
    for (long bar = window; bar < window + bars; bar++) {
      sum += Recomputed.all(closes, BARS - 1, bar, window);
    }
    sink = sum;
    return (System.nanoTime() - begin) / (double) bars;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
