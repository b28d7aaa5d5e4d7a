package dev.sluice.jobs.cli;

import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Indicated bars as CSV and JSON, empty where an indicator is not there yet. */
final class IndicatorTable {
  private static final List<String> TEXTS = List.of("symbol", "timeframe", "date");
  private static final List<String> NUMBERS =
      List.of(
          "open",
          "high",
          "low",
          "close",
          "volume",
          "sma_10",
          "sma_20",
          "sma_50",
          "sma_200",
          "ema_12",
          "ema_26",
          "macd",
          "macd_signal",
          "macd_histogram",
          "rsi_14",
          "bollinger_upper",
          "bollinger_middle",
          "bollinger_lower",
          "stochastic_k",
          "stochastic_d",
          "williams_r_14",
          "atr_14",
          "adx_14",
          "volatility_20",
          "volume_sma_20",
          "volume_roc_14",
          "obv");

  static final RowTable<IndicatedBar> ROWS =
      new RowTable<>(Stream.concat(TEXTS.stream(), NUMBERS.stream()).toList(), IndicatorTable::row);

  private IndicatorTable() {}

  private static Map<String, Object> row(IndicatedBar indicated) {
    Bar bar = indicated.bar();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("symbol", bar.symbol());
    row.put("timeframe", bar.timeframe().code());
    // A session has many shorter bars: they are told by their start.
    row.put("date", bar.timeframe().isIntraday() ? bar.start() : bar.sessionDate());
    double[] numbers = numbers(indicated);
    for (int i = 0; i < numbers.length; i++) {
      row.put(NUMBERS.get(i), RowTable.number(numbers[i]));
    }
    return row;
  }

  private static double[] numbers(IndicatedBar indicated) {
    Bar bar = indicated.bar();
    IndicatorSnapshot is = indicated.indicators();
    return new double[] {
      bar.open(),
      bar.high(),
      bar.low(),
      bar.close(),
      bar.volume(),
      is.sma10(),
      is.sma20(),
      is.sma50(),
      is.sma200(),
      is.ema12(),
      is.ema26(),
      is.macd(),
      is.macdSignal(),
      is.macdHistogram(),
      is.rsi14(),
      is.bollingerUpper(),
      is.bollingerMiddle(),
      is.bollingerLower(),
      is.stochasticK(),
      is.stochasticD(),
      is.williamsR14(),
      is.atr14(),
      is.adx14(),
      is.volatility20(),
      is.volumeSma20(),
      is.volumeRoc14(),
      is.obv()
    };
  }
}
