package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sluice.domain.market.Bar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bars as CSV and JSON. Numbers are plain decimals that read back to the same double. */
final class BarTable {
  private static final String HEADER =
      "symbol,timeframe,start,end,open,high,low,close,volume,trades,vwap,revision";

  private BarTable() {}

  /** A header and one row a bar; the volume-weighted price is empty where it is not known. */
  static void printCsv(List<Bar> bars, PrintWriter out) {
    out.print(HEADER + "\n");
    for (Bar bar : bars) {
      StringBuilder row = new StringBuilder();
      for (Object value : columns(bar).values()) {
        row.append(row.isEmpty() ? "" : ",").append(value == null ? "" : text(value));
      }
      out.print(row.append('\n'));
    }
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : IndicatorTable.quoted(value.toString());
  }

  /** An array of objects with the CSV's columns as keys, null where it is empty. */
  static void printJson(List<Bar> bars, PrintWriter out) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.writeStartArray();
      for (Bar bar : bars) {
        json.writeRaw("\n");
        writeObject(bar, json);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print("\n");
  }

  private static void writeObject(Bar bar, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> column : columns(bar).entrySet()) {
      json.writeFieldName(column.getKey());
      if (column.getValue() == null) {
        json.writeNull();
      } else if (column.getValue() instanceof BigDecimal number) {
        json.writeNumber(number);
      } else {
        json.writeString(column.getValue().toString());
      }
    }
    json.writeEndObject();
  }

  private static Map<String, Object> columns(Bar bar) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("symbol", bar.symbol());
    columns.put("timeframe", bar.timeframe().code());
    columns.put("start", bar.start());
    columns.put("end", bar.end());
    columns.put("open", number(bar.open()));
    columns.put("high", number(bar.high()));
    columns.put("low", number(bar.low()));
    columns.put("close", number(bar.close()));
    columns.put("volume", number(bar.volume()));
    columns.put("trades", BigDecimal.valueOf(bar.trades()));
    columns.put("vwap", number(bar.vwap()));
    columns.put("revision", BigDecimal.valueOf(bar.revision()));
    return columns;
  }

  private static BigDecimal number(double value) {
    return Double.isNaN(value) ? null : new BigDecimal(IndicatorTable.plain(value));
  }
}
