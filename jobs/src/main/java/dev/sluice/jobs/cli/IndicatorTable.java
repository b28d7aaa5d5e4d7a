package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sluice.domain.indicator.IndicatedBar;
import dev.sluice.domain.indicator.IndicatorSnapshot;
import dev.sluice.domain.market.Bar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** Indicated bars as CSV and JSON. Numbers are plain decimals that read back to the same double. */
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

  private IndicatorTable() {}

  /** A header and one row a bar, empty where an indicator is not there yet. */
  static void printCsv(List<IndicatedBar> bars, PrintWriter out) {
    out.print(String.join(",", TEXTS) + "," + String.join(",", NUMBERS) + "\n");
    for (IndicatedBar bar : bars) {
      StringBuilder row = new StringBuilder();
      for (String text : texts(bar.bar())) {
        row.append(row.isEmpty() ? "" : ",").append(quoted(text));
      }
      for (double number : numbers(bar)) {
        row.append(',').append(Double.isNaN(number) ? "" : plain(number));
      }
      out.print(row.append('\n'));
    }
  }

  /** An array of objects with the CSV's columns as keys, null where it is empty. */
  static void printJson(List<IndicatedBar> bars, PrintWriter out) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.writeStartArray();
      for (IndicatedBar bar : bars) {
        json.writeRaw("\n");
        writeObject(bar, json);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print("\n");
  }

  private static void writeObject(IndicatedBar bar, JsonGenerator json) throws IOException {
    json.writeStartObject();
    String[] texts = texts(bar.bar());
    for (int i = 0; i < texts.length; i++) {
      json.writeStringField(TEXTS.get(i), texts[i]);
    }
    double[] numbers = numbers(bar);
    for (int i = 0; i < numbers.length; i++) {
      json.writeFieldName(NUMBERS.get(i));
      if (Double.isNaN(numbers[i])) {
        json.writeNull();
      } else {
        json.writeNumber(new BigDecimal(plain(numbers[i])));
      }
    }
    json.writeEndObject();
  }

  private static String[] texts(Bar bar) {
    // A session has many shorter bars: they are told by their start.
    Object date = bar.timeframe().isIntraday() ? bar.start() : bar.sessionDate();
    return new String[] {bar.symbol(), bar.timeframe().code(), date.toString()};
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

  /** The shortest plain decimal that reads back to the same double, without trailing zeros. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  static String quoted(String text) {
    boolean safe = text.indexOf(',') < 0 && text.indexOf('"') < 0;
    return safe ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
