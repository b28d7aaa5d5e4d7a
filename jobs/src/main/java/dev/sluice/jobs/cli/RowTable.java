package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows of named columns as CSV and JSON. Numbers are plain decimals that read back to the same
 * double; what is not known is empty, in JSON null.
 *
 * @param <T> what a row is of
 */
final class RowTable<T> {
  private final List<String> columns;
  private final Function<T, Map<String, Object>> row;

  /**
   * @param columns names, in order
   * @param row the columns of a row in the same order: texts, {@link #number}s, or null
   */
  RowTable(List<String> columns, Function<T, Map<String, Object>> row) {
    this.columns = List.copyOf(columns);
    this.row = row;
  }

  /** A header and a line for each row. */
  void printCsv(List<T> rows, PrintWriter out) {
    out.print(String.join(",", columns) + "\n");
    for (T one : rows) {
      StringBuilder line = new StringBuilder();
      for (Object value : row.apply(one).values()) {
        line.append(line.isEmpty() ? "" : ",").append(value == null ? "" : text(value));
      }
      out.print(line.append('\n'));
    }
  }

  /** An array of objects with the columns as keys, a line each. */
  void printJson(List<T> rows, PrintWriter out) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.writeStartArray();
      for (T one : rows) {
        json.writeRaw("\n");
        writeObject(row.apply(one), json);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print("\n");
  }

  private static void writeObject(Map<String, Object> row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Object> column : row.entrySet()) {
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

  /** A number of a row; null for one that is not finite. */
  static BigDecimal number(double value) {
    return Double.isFinite(value) ? new BigDecimal(plain(value)) : null;
  }

  /** The shortest plain decimal that reads back to the same double, without trailing zeros. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : quoted(value.toString());
  }

  private static String quoted(String text) {
    boolean safe = text.indexOf(',') < 0 && text.indexOf('"') < 0;
    return safe ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
