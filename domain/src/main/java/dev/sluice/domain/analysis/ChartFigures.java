package dev.sluice.domain.analysis;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named figures of a chart's last bar, and the extremes of its recent ones. */
final class ChartFigures {
  private static final int[] EXTREMES = {20, 60};

  private ChartFigures() {}

  /**
   * The figures under {@code prefix.name}, in a fixed order; what is not known yet (NaN) is left
   * out. Empty where the window has no bars.
   */
  static Map<String, Double> of(String prefix, ChartWindow window) {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<IndicatedBar> bars = window.bars();
    if (bars.isEmpty()) {
      return figures;
    }
    IndicatedBar last = bars.get(bars.size() - 1);
    put(figures, prefix, "close", last.bar().close());
    if (bars.size() > 1) {
      double before = bars.get(bars.size() - 2).bar().close();
      put(figures, prefix, "change_pct", 100 * (last.bar().close() / before - 1));
    }
    for (int n : EXTREMES) {
      if (bars.size() >= n) {
        List<IndicatedBar> recent = bars.subList(bars.size() - n, bars.size());
        put(figures, prefix, "high_" + n, highest(recent));
        put(figures, prefix, "low_" + n, lowest(recent));
      }
    }
    put(figures, prefix, "volume", last.bar().volume());
    indicators(figures, prefix, last.indicators());
    return figures;
  }

  private static void indicators(Map<String, Double> figures, String prefix, IndicatorSnapshot i) {
    put(figures, prefix, "sma_10", i.sma10());
    put(figures, prefix, "sma_20", i.sma20());
    put(figures, prefix, "sma_50", i.sma50());
    put(figures, prefix, "sma_200", i.sma200());
    put(figures, prefix, "ema_12", i.ema12());
    put(figures, prefix, "ema_26", i.ema26());
    put(figures, prefix, "macd", i.macd());
    put(figures, prefix, "macd_signal", i.macdSignal());
    put(figures, prefix, "macd_histogram", i.macdHistogram());
    put(figures, prefix, "rsi_14", i.rsi14());
    put(figures, prefix, "bollinger_upper", i.bollingerUpper());
    put(figures, prefix, "bollinger_middle", i.bollingerMiddle());
    put(figures, prefix, "bollinger_lower", i.bollingerLower());
    put(figures, prefix, "stochastic_k", i.stochasticK());
    put(figures, prefix, "stochastic_d", i.stochasticD());
    put(figures, prefix, "williams_r_14", i.williamsR14());
    put(figures, prefix, "atr_14", i.atr14());
    put(figures, prefix, "adx_14", i.adx14());
    put(figures, prefix, "volatility_20", i.volatility20());
    put(figures, prefix, "volume_sma_20", i.volumeSma20());
    put(figures, prefix, "volume_roc_14", i.volumeRoc14());
    put(figures, prefix, "obv", i.obv());
  }

  private static double highest(List<IndicatedBar> bars) {
    return bars.stream().mapToDouble(b -> b.bar().high()).max().orElse(Double.NaN);
  }

  private static double lowest(List<IndicatedBar> bars) {
    return bars.stream().mapToDouble(b -> b.bar().low()).min().orElse(Double.NaN);
  }

  private static void put(Map<String, Double> figures, String prefix, String name, double value) {
    if (Double.isFinite(value)) {
      figures.put(prefix + "." + name, value);
    }
  }
}
