package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.market.Timeframe;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * Ta4j 0.17 on long real series, to 1e-9 once its first-bar seeds have faded: the slowest, ADX,
 * loses 1/14 of its seed a bar, twice smoothed, so that after 1000 bars nothing is left of it.
 */
class Ta4jAgreementTest {
  private static final int CONVERGED = 1000;

  @ParameterizedTest
  @CsvSource({
    "daily/skender_longest_gspc_daily.csv.gz,^GSPC,12582",
    "daily/skender_msft_msft_daily.csv.gz,MSFT,6049",
    "daily/skender_bitcoin_btcusdt_daily.csv.gz,BTCUSDT,1246",
    "daily/sp500_stocks_daily_2012_2020.csv.gz,ABT,2252",
    "daily/us_etf_megacap_daily_1999_2013.csv.gz,SPY,3565",
  })
  void agreesOnceConverged(String file, String symbol, int atLeast) {
    List<double[]> bars = bars(file, symbol);
    assertThat(bars).hasSizeGreaterThanOrEqualTo(Math.min(atLeast, 1200));
    Map<String, Indicator<Num>> theirs = theirs(series(bars));
    IndicatorState state = new IndicatorState(Timeframe.SESSION);
    int compared = 0;
    for (int i = 0; i < bars.size(); i++) {
      Map<String, Double> ours = ours(state.update(TestBars.bar(i, bars.get(i), 1)));
      if (i < CONVERGED) {
        continue;
      }
      for (Map.Entry<String, Indicator<Num>> entry : theirs.entrySet()) {
        double expected = entry.getValue().getValue(i).doubleValue();
        double actual = ours.get(entry.getKey());
        if (Double.isFinite(expected)) {
          assertThat(Math.abs(actual - expected))
              .as("%s of %s at %d: %s, expected %s", entry.getKey(), symbol, i, actual, expected)
              .isLessThanOrEqualTo(1e-9 * Math.max(1, Math.abs(expected)));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan((bars.size() - CONVERGED) * (theirs.size() - 2));
  }

  private static List<double[]> bars(String file, String symbol) {
    List<double[]> bars = new ArrayList<>();
    for (String[] row : VectorTable.rows(file)) {
      if (row[0].equals(symbol)) {
        double[] bar = new double[5];
        for (int i = 0; i < 5; i++) {
          bar[i] = Double.parseDouble(row[i + 2]);
        }
        bars.add(bar);
      }
    }
    return bars;
  }

  private static BarSeries series(List<double[]> bars) {
    BarSeries series = new BaseBarSeriesBuilder().withNumTypeOf(DoubleNum.class).build();
    for (int i = 0; i < bars.size(); i++) {
      double[] b = bars.get(i);
      series.addBar(
          LocalDate.EPOCH.plusDays(i).atStartOfDay(ZoneOffset.UTC), b[0], b[1], b[2], b[3], b[4]);
    }
    return series;
  }

  private static Map<String, Indicator<Num>> theirs(BarSeries series) {
    ClosePriceIndicator close = new ClosePriceIndicator(series);
    VolumeIndicator volume = new VolumeIndicator(series);
    MACDIndicator macd = new MACDIndicator(close, 12, 26);
    SMAIndicator k = new SMAIndicator(new StochasticOscillatorKIndicator(series, 14), 3);
    Map<String, Indicator<Num>> theirs = new LinkedHashMap<>();
    theirs.put("sma10", new SMAIndicator(close, 10));
    theirs.put("sma20", new SMAIndicator(close, 20));
    theirs.put("sma50", new SMAIndicator(close, 50));
    theirs.put("sma200", new SMAIndicator(close, 200));
    theirs.put("ema12", new EMAIndicator(close, 12));
    theirs.put("ema26", new EMAIndicator(close, 26));
    theirs.put("macd", macd);
    theirs.put("macdSignal", new EMAIndicator(macd, 9));
    theirs.put("rsi14", new RSIIndicator(close, 14));
    theirs.put("deviation", new StandardDeviationIndicator(close, 20));
    theirs.put("stochasticK", k);
    theirs.put("stochasticD", new SMAIndicator(k, 3));
    theirs.put("williamsR14", new WilliamsRIndicator(series, 14));
    theirs.put("atr14", new ATRIndicator(series, 14));
    theirs.put("adx14", new ADXIndicator(series, 14));
    theirs.put("volumeSma20", new SMAIndicator(volume, 20));
    theirs.put("volumeRoc14", new ROCIndicator(volume, 14));
    theirs.put("obv", new OnBalanceVolumeIndicator(series));
    return theirs;
  }

  private static Map<String, Double> ours(IndicatorSnapshot is) {
    Map<String, Double> ours = new LinkedHashMap<>();
    ours.put("sma10", is.sma10());
    ours.put("sma20", is.sma20());
    ours.put("sma50", is.sma50());
    ours.put("sma200", is.sma200());
    ours.put("ema12", is.ema12());
    ours.put("ema26", is.ema26());
    ours.put("macd", is.macd());
    ours.put("macdSignal", is.macdSignal());
    ours.put("rsi14", is.rsi14());
    ours.put("deviation", (is.bollingerUpper() - is.bollingerLower()) / 4);
    ours.put("stochasticK", is.stochasticK());
    ours.put("stochasticD", is.stochasticD());
    ours.put("williamsR14", is.williamsR14());
    ours.put("atr14", is.atr14());
    ours.put("adx14", is.adx14());
    ours.put("volumeSma20", is.volumeSma20());
    ours.put("volumeRoc14", is.volumeRoc14());
    ours.put("obv", is.obv());
    return ours;
  }
}
