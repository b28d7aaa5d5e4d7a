package dev.sluice.operators.chart;

import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.market.Timeframe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A window by columns: what is drawn, under the names that the tables use. */
final class ChartColumns {
  private static final Map<String, ToDoubleFunction<IndicatedBar>> COLUMNS = columns();

  final String symbol;
  final Timeframe timeframe;
  final boolean simulated;
  final List<LocalDate> dates;
  private final Map<String, double[]> values = new LinkedHashMap<>();

  private ChartColumns(ChartWindow window) {
    symbol = window.symbol();
    timeframe = window.timeframe();
    simulated = window.simulated();
    dates = window.bars().stream().map(b -> b.bar().sessionDate()).toList();
    COLUMNS.forEach(
        (name, column) -> values.put(name, window.bars().stream().mapToDouble(column).toArray()));
  }

  /**
   * The columns of this window.
   *
   * @throws IllegalArgumentException where it has no bar, or a price or volume that is not finite
   */
  static ChartColumns of(ChartWindow window) {
    if (window.bars().isEmpty()) {
      throw new IllegalArgumentException(
          "bars: none in the window of " + window.symbol() + ", expected at least 1");
    }
    ChartColumns columns = new ChartColumns(window);
    for (String name : List.of("open", "high", "low", "close", "volume")) {
      double[] column = columns.get(name);
      for (int i = 0; i < column.length; i++) {
        if (!Double.isFinite(column[i])) {
          throw new IllegalArgumentException(
              "%s: %s of %s on %s, expected a finite number"
                  .formatted(name, column[i], window.symbol(), columns.dates.get(i)));
        }
      }
    }
    return columns;
  }

  int size() {
    return dates.size();
  }

  /** A column, one value a bar; NaN before warm-up. */
  double[] get(String name) {
    return values.get(name);
  }

  double last(String name) {
    return values.get(name)[size() - 1];
  }

  /** Close of the bar before the last; NaN with one bar. */
  double previousClose() {
    return size() < 2 ? Double.NaN : get("close")[size() - 2];
  }

  Map<String, double[]> all() {
    return values;
  }

  /** Names of the indicators that have at least one value in the window. */
  List<String> drawnIndicators() {
    List<String> drawn = new ArrayList<>();
    values.forEach(
        (name, column) -> {
          boolean price = List.of("open", "high", "low", "close", "volume").contains(name);
          if (!price && Arrays.stream(column).anyMatch(Double::isFinite)) {
            drawn.add(name);
          }
        });
    return drawn;
  }

  private static Map<String, ToDoubleFunction<IndicatedBar>> columns() {
    Map<String, ToDoubleFunction<IndicatedBar>> c = new LinkedHashMap<>();
    c.put("open", b -> b.bar().open());
    c.put("high", b -> b.bar().high());
    c.put("low", b -> b.bar().low());
    c.put("close", b -> b.bar().close());
    c.put("volume", b -> b.bar().volume());
    c.put("sma_20", b -> b.indicators().sma20());
    c.put("sma_50", b -> b.indicators().sma50());
    c.put("sma_200", b -> b.indicators().sma200());
    c.put("bollinger_upper", b -> b.indicators().bollingerUpper());
    c.put("bollinger_lower", b -> b.indicators().bollingerLower());
    c.put("volume_sma_20", b -> b.indicators().volumeSma20());
    c.put("rsi_14", b -> b.indicators().rsi14());
    c.put("macd", b -> b.indicators().macd());
    c.put("macd_signal", b -> b.indicators().macdSignal());
    c.put("macd_histogram", b -> b.indicators().macdHistogram());
    return c;
  }
}
