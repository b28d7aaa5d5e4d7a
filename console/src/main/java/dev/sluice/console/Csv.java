package dev.sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Rows as CSV (RFC 4180), with a header of the columns' names. */
final class Csv {
  private Csv() {}

  static String of(List<ObjectNode> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder csv = new StringBuilder();
    List<String> names = new ArrayList<>();
    rows.get(0).fieldNames().forEachRemaining(names::add);
    csv.append(String.join(",", names)).append("\r\n");
    for (ObjectNode row : rows) {
      csv.append(String.join(",", names.stream().map(name -> cell(row.get(name))).toList()))
          .append("\r\n");
    }
    return csv.toString();
  }

  private static String cell(JsonNode value) {
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      return value.isContainerNode() ? quoted(value.toString()) : value.asText();
    }
    String text = value.asText();
    // A spreadsheet would run a text that begins like a formula.
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return quoted(formula ? "'" + text : text);
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
