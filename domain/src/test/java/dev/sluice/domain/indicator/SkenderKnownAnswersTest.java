package dev.sluice.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every value of Skender's vectors that an indicator of ours has, from the first on, to 1e-9. */
class SkenderKnownAnswersTest {
  private static final String HOME = "known_answers/indicators/";
  private static final double TOLERANCE = 1e-9;

  private record Case(
      String file, String column, int values, Function<VectorTable, IntToDoubleFunction> series) {}

  private static Function<VectorTable, IntToDoubleFunction> sma(int n, String column) {
    return t -> {
      Sma sma = new Sma(n);
      return row -> sma.update(t.at(column, row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> ema(int n, String column) {
    return t -> {
      Ema ema = new Ema(n);
      return row -> ema.update(t.at(column, row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> atr(int n) {
    return t -> {
      Atr atr = new Atr(n);
      return row -> atr.update(t.at("high", row), t.at("low", row), t.at("close", row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> rsi(int n) {
    return t -> {
      Rsi rsi = new Rsi(n);
      return row -> rsi.update(t.at("close", row));
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> wilder(int n) {
    return t -> {
      Wilder wilder = new Wilder(n);
      return row -> {
        wilder.update(t.at("close", row));
        return wilder.value();
      };
    };
  }

  private static Function<VectorTable, IntToDoubleFunction> roc(int n) {
    return t -> {
      RateOfChange roc = new RateOfChange(n);
      return row -> roc.update(t.at("close", row));
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

  private static Function<VectorTable, IntToDoubleFunction> macd(Function<Macd, Double> part) {
    return t -> {
      Macd macd = new Macd(12, 26, 9);
      return row -> {
        macd.update(t.at("close", row));
        return part.apply(macd);
      };
    };
  }

  /** The stochastic of RSI 14: the same window over another series. */
  private static Function<VectorTable, IntToDoubleFunction> stochasticOfRsi(
      int smoothing, Function<SlowStochastic, Double> part) {
    return t -> {
      Rsi rsi = new Rsi(14);
      SlowStochastic stochastic = new SlowStochastic(14, smoothing, 3);
      return row -> {
        double x = rsi.update(t.at("close", row));
        if (!Double.isNaN(x)) {
          stochastic.update(x, x, x);
        }
        return part.apply(stochastic);
      };
    };
  }

  /** The volume oscillator: our EMAs, and the signal's EMA seeded with their first nine. */
  private static Function<VectorTable, IntToDoubleFunction> pvo(boolean signal) {
    return t -> {
      Ema fast = new Ema(12);
      Ema slow = new Ema(26);
      Ema smoothed = new Ema(9);
      return row -> {
        double volume = t.at("volume", row);
        double value = fast.update(volume);
        value = 100 * (value - slow.update(volume)) / slow.value();
        if (!Double.isNaN(value)) {
          smoothed.update(value);
        }
        return signal ? smoothed.value() : value;
      };
    };
  }

  private static List<Case> sheets() {
    String stop = "atrstop_atr_trailing_stop_21_3_";
    return List.of(
        new Case("sma_sma_close", "SMA", 483, sma(20, "close")),
        new Case("sma_sma_close", "SMA(O)", 483, sma(20, "open")),
        new Case("sma_sma_volume", "sma", 483, sma(20, "volume")),
        new Case("starcbands_atr", "CENTER", 483, sma(20, "close")),
        new Case("ema_ema", "ema", 483, ema(20, "close")),
        new Case("ema_ema", "ema(O)", 483, ema(20, "open")),
        new Case("dema_dema", "ema", 483, ema(20, "close")),
        new Case("tema_tema", "ema", 483, ema(20, "close")),
        new Case("trix_trix", "ema", 483, ema(20, "close")),
        new Case("elderray_elder_ray_index", "ema", 490, ema(13, "close")),
        new Case("pvo_pvo", "EMA12", 491, ema(12, "volume")),
        new Case("pvo_pvo", "EMA26", 477, ema(26, "volume")),
        new Case("pvo_pvo", "PVO", 477, pvo(false)),
        new Case("pvo_pvo", "Signal", 469, pvo(true)),
        new Case("stc_schaff_trend_cycle", "EMA12", 491, macd(Macd::fast)),
        new Case("stc_schaff_trend_cycle", "EMA26", 477, macd(Macd::slow)),
        new Case("stc_schaff_trend_cycle", "MACD", 477, macd(Macd::value)),
        new Case("stochrsi_stochrsi", "RSI(14)", 488, rsi(14)),
        new Case("stochrsi_stochrsi", "K(14)'", 475, stochasticOfRsi(1, SlowStochastic::k)),
        new Case("stochrsi_stochrsi", "StochRSI", 473, stochasticOfRsi(3, SlowStochastic::k)),
        new Case("stochrsi_stochrsi", "D(3)", 471, stochasticOfRsi(3, SlowStochastic::d)),
        new Case("stddev_stddev", "stddev", 493, bands(10, BollingerBands::deviation)),
        new Case("stddev_stddev", "mean", 493, bands(10, BollingerBands::middle)),
        new Case("smma_smoothed_moving_average", "SMMA", 483, wilder(20)),
        new Case("roc_roc", "roc", 482, roc(20)),
        new Case("tr_tr", "TR", 501, atr(1)),
        new Case(stop + "close", "ATR", 481, atr(21)),
        new Case(stop + "hl", "ATR", 481, atr(21)),
        new Case("starcbands_atr", "ATR", 488, atr(14)));
  }

  @TestFactory
  Stream<DynamicTest> sheetsAgreeFromTheFirstValueOn() {
    return sheets().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.file() + " " + c.column(),
                    () -> {
                      VectorTable table =
                          VectorTable.load(HOME + "skender_xlsx/" + c.file() + ".csv.gz");
                      int values =
                          table.agreeFromTheFirst(c.column(), TOLERANCE, c.series().apply(table));
                      assertThat(values).isEqualTo(c.values());
                    }));
  }

  private static List<Case> results() {
    return List.of(
        new Case("sma", "sma", 483, sma(20, "close")),
        new Case("sma-analysis", "sma", 483, sma(20, "close")),
        new Case("ema", "ema", 483, ema(20, "close")),
        new Case("keltner", "centerline", 483, ema(20, "close")),
        new Case("smma", "smma", 483, wilder(20)),
        new Case("stdev", "stdDev", 489, bands(14, BollingerBands::deviation)),
        new Case("stdev", "mean", 489, bands(14, BollingerBands::middle)),
        new Case("roc", "roc", 488, roc(14)),
        new Case("tr", "tr", 501, atr(1)),
        new Case("atr-stop", "atr", 481, atr(21)),
        new Case("crsi", "rsi", 499, rsi(3)),
        new Case("pvo", "pvo", 477, pvo(false)),
        new Case("pvo", "signal", 469, pvo(true)));
  }

  @TestFactory
  Stream<DynamicTest> resultsAgreeFromTheFirstValueOn() {
    VectorTable quotes = VectorTable.load(HOME + "skender_xlsx/_input_quotes_default.csv.gz");
    List<String[]> lines =
        VectorTable.rows(HOME + "skender_results_default_spy_2017_2018_long.csv.gz");
    return results().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.file() + " " + c.column(),
                    () -> {
                      VectorTable wanted = results(lines, c.file(), c.column());
                      int values =
                          wanted.agreeFromTheFirst(c.column(), TOLERANCE, c.series().apply(quotes));
                      assertThat(values).isEqualTo(c.values());
                    }));
  }

  /** One field of the long file, laid along the dates of the quotes. */
  private static VectorTable results(List<String[]> lines, String indicator, String field) {
    Map<String, Double> values = new HashMap<>();
    for (String[] line : lines) {
      if (line[0].equals(indicator) && line[2].equals(field)) {
        values.put(line[1], Double.valueOf(line[3]));
      }
    }
    List<Double> column = new ArrayList<>();
    for (String[] row : VectorTable.rows(HOME + "skender_xlsx/_input_quotes_default.csv.gz")) {
      if (!row[0].equals("date")) {
        column.add(values.getOrDefault(row[0], Double.NaN));
      }
    }
    double[] array = column.stream().mapToDouble(Double::doubleValue).toArray();
    assertThat(Arrays.stream(array).anyMatch(x -> !Double.isNaN(x))).isTrue();
    return new VectorTable(new LinkedHashMap<>(Map.of(field.toLowerCase(Locale.ROOT), array)));
  }
}
