package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sluice.connectors.files.MarketFile;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.jobs.cli.QualityReport.Example;
import dev.sluice.jobs.cli.QualityReport.Found;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** A file's quality as text and as JSON. */
final class QualityTable {
  private final MarketFile file;
  private final String calendar;
  private final QualityReport report;

  /**
   * @param calendar the name of the calendar that was asked
   */
  QualityTable(MarketFile file, String calendar, QualityReport report) {
    this.file = file;
    this.calendar = calendar;
    this.report = report;
  }

  /** For people. */
  void printText(PrintWriter out) {
    out.printf("%s: %s, calendar %s%n", file.path().getFileName(), kind(file.kind()), calendar);
    out.printf(
        "rows %d, used %d, rejected %d; symbols %d%n",
        report.rows(), report.accepted(), report.rejected(), report.symbols().size());
    if (report.first() != null) {
      out.printf("from %s to %s%n", report.first(), report.last());
    }
    if (!report.rejections().isEmpty()) {
      out.printf("%nrejected%n");
    }
    report.rejections().forEach((code, found) -> printRejection(code, found, out));
    if (!report.annotations().isEmpty()) {
      out.printf("%nnoted, and where first%n");
    }
    report
        .annotations()
        .forEach(
            (symbol, rules) -> rules.forEach((rule, found) -> printNote(symbol, rule, found, out)));
  }

  static void printRejection(String code, Found found, PrintWriter out) {
    out.printf("  %-18s %8d%n", code, found.count());
    for (Example example : found.examples()) {
      out.printf("    line %d: %s%n", example.line(), example.detail());
    }
    if (found.count() > found.examples().size()) {
      out.printf("    and %d more%n", found.count() - found.examples().size());
    }
  }

  private static void printNote(String symbol, QualityRule rule, Found found, PrintWriter out) {
    Example example = found.examples().get(0);
    out.printf(
        "  %-10s %-16s %8d  line %d: %s%n",
        symbol, rule.code(), found.count(), example.line(), example.detail());
  }

  /** What a file holds, for people. */
  static String kind(MarketFile.Kind kind) {
    return switch (kind) {
      case DAILY_BARS -> "daily bars";
      case MINUTE_BARS -> "minute bars";
      case TRADES -> "trades";
    };
  }

  /** One JSON object. */
  void printJson(PrintWriter out) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("file", String.valueOf(file.path().getFileName()));
      json.writeStringField("kind", kind(file.kind()));
      json.writeStringField("calendar", calendar);
      json.writeNumberField("symbols", report.symbols().size());
      json.writeNumberField("rows", report.rows());
      json.writeNumberField("used", report.accepted());
      json.writeNumberField("rejected", report.rejected());
      json.writeStringField("first", report.first());
      json.writeStringField("last", report.last());
      writeRejections(json);
      writeAnnotations(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print("\n");
  }

  private void writeRejections(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rejections");
    for (Map.Entry<String, Found> entry : report.rejections().entrySet()) {
      json.writeStartObject();
      json.writeStringField("code", entry.getKey());
      json.writeNumberField("count", entry.getValue().count());
      json.writeArrayFieldStart("examples");
      for (Example example : entry.getValue().examples()) {
        json.writeStartObject();
        json.writeNumberField("line", example.line());
        json.writeStringField("detail", example.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeAnnotations(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("annotations");
    for (Map.Entry<String, Map<QualityRule, Found>> symbol : report.annotations().entrySet()) {
      for (Map.Entry<QualityRule, Found> rule : symbol.getValue().entrySet()) {
        Example example = rule.getValue().examples().get(0);
        json.writeStartObject();
        json.writeStringField("symbol", symbol.getKey());
        json.writeStringField("rule", rule.getKey().code());
        json.writeNumberField("count", rule.getValue().count());
        json.writeNumberField("line", example.line());
        json.writeStringField("detail", example.detail());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
