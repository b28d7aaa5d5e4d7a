package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * LEAN's, StockCharts' and Ta4j's vectors. Where a source seeds otherwise, its seed is put into our
 * state, so that every value after it is ours; each such case says so.
 */
class SourcesKnownAnswersTest {
  private static final String HOME = "known_answers/indicators/";

  private record Case(
      String file,
      String column,
      int from,
      int values,
      double tolerance,
      Function<VectorTable, IntToDoubleFunction> series) {}

  private static Function<VectorTable, IntToDoubleFunction> sma(int n) {
    return t -> {
      Sma sma = new Sma(n);
      return row -> sma.update(t.at("close", row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> ema(int n) {
    return t -> {
      Ema ema = new Ema(n);
      return row -> ema.update(t.at("close", row));
    };
  }

  /** The source's EMA begins with its first value. */
  private static Function<VectorTable, IntToDoubleFunction> emaFromFirst(int n, String input) {
    return t -> {
      Ema ema = new Ema(n);
      return row -> {
        seed(ema, row, t.at(input, row));
        return ema.update(t.at(input, row));
      };
    };
  }

  private static void seed(Ema ema, int row, double first) {
    if (row == 0) {
      ema.count = ema.period;
      ema.value = first;
    }
  }

  private static Function<VectorTable, IntToDoubleFunction> macd(Function<Macd, Double> part) {
    return t -> {
      Macd macd = new Macd(12, 26, 9);
      return row -> {
        macd.update(t.at("close", row));
        return part.apply(macd);
      };
    };
  }

  /** Both averages begin with the first value, the signal with the source's own first signal. */
  private static Function<VectorTable, IntToDoubleFunction> macdFromFirst(
      Function<Macd, Double> part) {
    return t -> {
      Macd macd = new Macd(12, 26, 9);
      return row -> {
        seed(macd.fast, row, t.at("close", row));
        seed(macd.slow, row, t.at("close", row));
        macd.update(t.at("close", row));
        double signal = t.at("macd_signal", row);
        if (!Double.isNaN(signal) && (row == 0 || Double.isNaN(t.at("macd_signal", row - 1)))) {
          macd.signal.count = macd.signal.period;
          macd.signal.value = signal;
        }
        return part.apply(macd);
      };
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> rsi(int n) {
    return t -> {
      Rsi rsi = new Rsi(n);
      return row -> rsi.update(t.at("close", row));
    };
  }

  /** The source's averages of gains and losses begin with 0 at the first bar. */
  private static Function<VectorTable, IntToDoubleFunction> rsiFromZero(int n) {
    return t -> {
      Rsi rsi = new Rsi(n);
      rsi.gain.count = n;
      rsi.loss.count = n;
      return row -> rsi.update(t.at("close", row));
    };
  }

  /** The source's first true range is high - low of the first bar. */
  private static Function<VectorTable, IntToDoubleFunction> atrWithFirstBar(int n) {
    return t -> {
      Atr atr = new Atr(n);
      return row -> {
        if (row == 0) {
          atr.average.update(t.at("high", 0) - t.at("low", 0));
        }
        return atr.update(t.at("high", row), t.at("low", row), t.at("close", row));
      };
    };
  }

  /** The source's ATR begins with the first bar's high - low alone. */
  private static Function<VectorTable, IntToDoubleFunction> atrFromFirst(int n) {
    return t -> {
      Atr atr = new Atr(n);
      return row -> {
        if (row == 0) {
          atr.average.count = n;
          atr.average.value = t.at("high", 0) - t.at("low", 0);
        }
        return atr.update(t.at("high", row), t.at("low", row), t.at("close", row));
      };
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> trueRange() {
    return t -> {
      Atr atr = new Atr(1);
      return row -> atr.update(t.at("high", row), t.at("low", row), t.at("close", row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> wilderFrom(int n, String column) {
    return t -> {
      Wilder wilder = new Wilder(n);
      wilder.count = n;
      wilder.value = t.at(column, 0);
      return row -> {
        if (row > 0) {
          wilder.update(t.at("close", row));
        }
        return wilder.value();
      };
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> adx(Function<Adx, Double> part) {
    return t -> {
      Adx adx = new Adx(14);
      return row -> {
        adx.update(t.at("high", row), t.at("low", row), t.at("close", row));
        return part.apply(adx);
      };
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> bands(
      int n, Function<BollingerBands, Double> part) {
    return t -> {
      BollingerBands bands = new BollingerBands(n, 2);
      return row -> {
        bands.update(t.at("close", row));
        return part.apply(bands);
      };
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> williams() {
    return t -> {
      WilliamsR williams = new WilliamsR(14);
      return row -> williams.update(t.at("high", row), t.at("low", row), t.at("close", row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> stochastic(
      SlowStochastic stochastic, Function<SlowStochastic, Double> part) {
    return t ->
        row -> {
          stochastic.update(t.at("high", row), t.at("low", row), t.at("close", row));
          return part.apply(stochastic);
        };
  }

  private static Function<VectorTable, IntToDoubleFunction> obv(boolean firstVolumeCounts) {
    return t -> {
      OnBalanceVolume obv = new OnBalanceVolume();
      obv.value = firstVolumeCounts ? t.at("volume", 0) : 0;
      return row -> obv.update(t.at("close", row), t.at("volume", row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> roc(int n) {
    return t -> {
      RateOfChange roc = new RateOfChange(n);
      return row -> roc.update(t.at("close", row));
    };
  }

  private static List<Case> lean() {
    String many = "spy_with_indicators";
    String top = "Bollinger Bands® 20 2 Top";
    String bottom = "Bollinger Bands® 20 2 Bottom";
    return List.of(
        new Case(many, "SMA14", 13, 487, 1e-6, sma(14)),
        new Case(many, "EMA14", 13, 487, 1e-6, ema(14)),
        new Case(many, "MACD 12 26", 25, 475, 1e-4, macd(Macd::value)),
        new Case(many, "RSI 14 Wilder", 14, 486, 1e-6, rsi(14)),
        new Case("spy_ema", "EMA14", 13, 351, 1e-9, ema(14)),
        new Case("spy_with_macd", "MACD", 25, 183, 1e-6, macd(Macd::value)),
        new Case("spy_with_macd", "Signal", 33, 183, 1e-6, macd(Macd::signal)),
        new Case("spy_with_macd", "Histogram", 33, 183, 1e-6, macd(Macd::histogram)),
        new Case(
            "spy_bollinger_bands",
            "Moving Average 20",
            19,
            481,
            1e-6,
            bands(20, BollingerBands::middle)),
        new Case("spy_bollinger_bands", top, 19, 481, 1e-6, bands(20, BollingerBands::upper)),
        new Case("spy_bollinger_bands", bottom, 19, 481, 1e-6, bands(20, BollingerBands::lower)),
        new Case("spy_with_adx", "+DI14", 14, 490, 1e-5, adx(Adx::plusDi)),
        new Case("spy_with_adx", "-DI14", 14, 490, 1e-5, adx(Adx::minusDi)),
        new Case("spy_with_adx", "ADX 14", 27, 477, 1e-5, adx(Adx::value)),
        new Case("spy_atr_wilder", "Average True Range 14", 13, 488, 1e-5, atrWithFirstBar(14)),
        new Case("spy_tr", "TR", 1, 499, 1e-9, trueRange()),
        new Case("spy_with_williamsr14", "Williams %R 14", 13, 488, 1e-3, williams()),
        new Case(
            "spy_with_stoch12k3",
            "Stochastics 12 %K 3",
            13,
            488,
            1e-4,
            stochastic(new SlowStochastic(12, 3, 5), SlowStochastic::k)),
        new Case(
            "spy_with_stoch12k3",
            "%D 5",
            17,
            484,
            1e-5,
            stochastic(new SlowStochastic(12, 3, 5), SlowStochastic::d)),
        new Case("spy_with_obv", "OBV", 1, 500, 1e-4, obv(true)),
        new Case("spy_coppock_curve", "roc_11", 11, 489, 1e-9, roc(11)),
        new Case("spy_coppock_curve", "roc_14", 14, 486, 1e-9, roc(14)),
        // The file has the names of its SMA 5 and SMA 15 the wrong way round.
        new Case("spy_with_rma", "SMA15", 4, 1022, 1e-9, sma(5)),
        new Case("spy_with_rma", "SMA10", 9, 1017, 1e-9, sma(10)),
        new Case("spy_with_rma", "SMA5", 14, 1012, 1e-9, sma(15)));
  }

  private static List<Case> stockCharts() {
    return List.of(
        new Case("bbands", "MiddleBand", 19, 23, 1e-6, bands(20, BollingerBands::middle)),
        new Case(
            "bbands",
            "20-day Standard Deviation",
            19,
            23,
            1e-6,
            bands(20, BollingerBands::deviation)),
        new Case("bbands", "HighBand", 19, 23, 1e-6, bands(20, BollingerBands::upper)),
        new Case("bbands", "LowBand", 19, 23, 1e-6, bands(20, BollingerBands::lower)),
        new Case("adx", "+DI14", 14, 490, 1e-7, adx(Adx::plusDi)),
        new Case("adx", "-DI14", 14, 490, 1e-7, adx(Adx::minusDi)),
        new Case("adx", "ADX", 27, 477, 1e-7, adx(Adx::value)),
        new Case("atr", "ATR", 13, 17, 1e-9, atrWithFirstBar(14)),
        new Case("atr2", "ATR", 9, 21, 1e-9, atrWithFirstBar(10)),
        new Case("obv", "OBV", 1, 29, 1e-9, obv(false)),
        new Case("percentr", "Williams_%R", 13, 17, 1e-6, williams()),
        new Case(
            "soo", "SO", 13, 17, 1e-7, stochastic(new SlowStochastic(14, 1, 3), SlowStochastic::k)),
        new Case(
            "soo",
            "SO_SIG",
            15,
            14,
            1e-7,
            stochastic(new SlowStochastic(14, 1, 3), SlowStochastic::d)),
        new Case("roc", "ROC", 12, 8, 1e-8, roc(12)),
        new Case("rsi", "RSI", 1, 19, 1e-7, rsiFromZero(14)),
        new Case("stochrsi", "RSI", 1, 19, 1e-7, rsiFromZero(14)),
        new Case("macd", "short_ema", 0, 124, 1e-9, emaFromFirst(12, "close")),
        new Case("macd", "long_ema", 0, 124, 1e-9, emaFromFirst(26, "close")),
        new Case("macd", "MACD_line", 0, 123, 1e-9, macdFromFirst(Macd::value)),
        new Case("macd", "MACD_signal", 1, 122, 1e-9, macdFromFirst(Macd::signal)),
        new Case("macd", "MACD_diff", 1, 122, 1e-9, macdFromFirst(Macd::histogram)),
        new Case("pvo", "12 day EMA", 0, 40, 1e-9, emaFromFirst(12, "volume")),
        new Case("pvo", "26 day EMA", 0, 40, 1e-9, emaFromFirst(26, "volume")));
  }

  private static List<Case> ta4j() {
    return List.of(
        new Case("sma", "SMA", 12, 353, 1e-9, sma(13)),
        new Case("ema", "EMA", 0, 365, 1e-9, emaFromFirst(13, "close")),
        new Case("atr", "ATR", 0, 365, 1e-9, atrFromFirst(13)),
        new Case("rsi", "RSI", 1, 364, 1e-9, rsiFromZero(13)),
        new Case("aapl_stochrsi", "RSI", 1, 251, 1e-9, rsiFromZero(14)),
        new Case("smma", "SMMA", 0, 989, 1e-9, wilderFrom(10, "SMMA")));
  }

  private static Stream<DynamicTest> tests(String folder, List<Case> cases) {
    return cases.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.file() + " " + c.column(),
                    () -> {
                      VectorTable table =
                          VectorTable.load(HOME + folder + "/" + c.file() + ".csv.gz");
                      int values =
                          table.agree(c.column(), c.from(), c.tolerance(), c.series().apply(table));
                      assertThat(values).isEqualTo(c.values());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> leanAgrees() {
    return tests("lean", lean());
  }

  @TestFactory
  Stream<DynamicTest> stockChartsAgrees() {
    return tests("stockcharts_via_ta", stockCharts());
  }

  @TestFactory
  Stream<DynamicTest> ta4jSheetsAgree() {
    return tests("ta4j", ta4j());
  }
}
