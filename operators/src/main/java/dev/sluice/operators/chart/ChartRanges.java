package dev.sluice.operators.chart;

import java.util.stream.DoubleStream;

/** From where to where each pane's scale goes: lowest and highest value, with some air. */
final class ChartRanges {
  /** How far indicators may widen the price scale, in heights of the candles. */
  private static final double REACH = 0.4;

  private ChartRanges() {}

  /** Candles, and overlays as far as they do not flatten the candles. */
  static double[] prices(ChartColumns c) {
    double low = DoubleStream.of(c.get("low")).min().orElseThrow();
    double high = DoubleStream.of(c.get("high")).max().orElseThrow();
    double reach = (high - low) * REACH;
    double[] all = extent(c, "sma_20", "sma_50", "sma_200", "bollinger_upper", "bollinger_lower");
    return padded(
        Math.min(low, Math.max(low - reach, all[0])),
        Math.max(high, Math.min(high + reach, all[1])));
  }

  static double[] volume(ChartColumns c) {
    double high = Math.max(0, extent(c, "volume", "volume_sma_20")[1]);
    return new double[] {0, high == 0 ? 1 : high * 1.05};
  }

  /** Lines and histogram, and zero. */
  static double[] macd(ChartColumns c) {
    double[] all = extent(c, "macd", "macd_signal", "macd_histogram");
    return padded(Math.min(0, all[0]), Math.max(0, all[1]));
  }

  private static double[] extent(ChartColumns c, String... names) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (String name : names) {
      for (double value : c.get(name)) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return new double[] {low, high};
  }

  private static double[] padded(double low, double high) {
    double air = (high - low) * 0.04;
    if (!(air > Math.max(Math.abs(low), Math.abs(high)) * 1e-9)) {
      air = high == 0 ? 1 : Math.abs(high) * 0.05;
    }
    return new double[] {low - air, high + air};
  }
}
