package dev.sluice.bench.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;

/** Results for programs. What is too noisy has null for a ratio and a median, never a number. */
public final class ReportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportJson() {}

  /**
   * One JSON object.
   *
   * @param notes that hold for all results
   */
  public static String of(Machine machine, List<String> notes, List<Result> results) {
    ObjectNode report = JSON.createObjectNode();
    report.set("machine", JSON.valueToTree(machine));
    report.set("notes", JSON.valueToTree(notes));
    ArrayNode rows = report.putArray("results");
    for (Result result : results) {
      ObjectNode row = rows.addObject().put("row", result.row()).put("what", result.what());
      if (result instanceof Comparison comparison) {
        fill(row, comparison);
      } else if (result instanceof Figure figure) {
        row.put("value", figure.value()).put("unit", figure.unit());
        row.put("target", "at most " + figure.most()).put("verdict", figure.verdict());
        row.set("remarks", JSON.valueToTree(figure.remarks()));
      } else if (result instanceof NotMeasured missing) {
        row.put("verdict", "not measured").put("why", missing.why());
      }
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain data", e);
    }
  }

  private static void fill(ObjectNode row, Comparison comparison) {
    row.put("unit", comparison.unit());
    side(row.putObject("first"), comparison.first(), comparison.firstValues());
    side(row.putObject("second"), comparison.second(), comparison.secondValues());
    put(row, "ratio", comparison.ratio());
    put(row, "paired_ratio", comparison.pairedRatio());
    row.put("target", comparison.target().describe()).put("verdict", comparison.verdict());
    double others = comparison.othersCpu();
    put(
        row,
        "others_cpu",
        Double.isNaN(others) ? OptionalDouble.empty() : OptionalDouble.of(others));
    row.set("remarks", JSON.valueToTree(comparison.remarks()));
  }

  private static void side(ObjectNode node, String name, Series series) {
    node.put("name", name);
    node.set("repeats", JSON.valueToTree(series.values()));
    put(
        node,
        "median",
        series.isNoisy() ? OptionalDouble.empty() : OptionalDouble.of(series.median()));
    node.put("spread", series.spread());
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }
}
