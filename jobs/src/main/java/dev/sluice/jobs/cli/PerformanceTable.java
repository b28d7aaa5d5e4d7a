package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sluice.connectors.files.DailyValuesFile;
import dev.sluice.domain.performance.DailySeries;
import dev.sluice.domain.performance.Drawdown;
import dev.sluice.domain.performance.Metric;
import dev.sluice.domain.performance.MonthlyReturns;
import dev.sluice.domain.performance.PerformanceMetrics;
import dev.sluice.jobs.backtest.report.MetricText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The figures of a file of days, as text and as JSON. */
final class PerformanceTable {
  private final DailyValuesFile file;
  private final DailySeries series;
  private final PerformanceMetrics metrics;
  private final MonthlyReturns months;

  /**
   * Of a file and what was computed of it.
   *
   * @param months null where the file has no dates
   */
  PerformanceTable(
      DailyValuesFile file, DailySeries series, PerformanceMetrics metrics, MonthlyReturns months) {
    this.file = file;
    this.series = series;
    this.metrics = metrics;
    this.months = months;
  }

  /** All figures, those of single days behind the others. */
  private Map<String, Metric> figures() {
    Map<String, Metric> figures = new LinkedHashMap<>(metrics.byKey());
    double[] returns = series.returns();
    double[] drawdowns = series.drawdowns();
    long winning = Arrays.stream(returns).filter(r -> r > 0).count();
    Metric none =
        series.missing() != null
            ? Metric.undefined(series.missing())
            : series.days() == 0 ? metrics.totalReturn() : null;
    figures.put("winning_days", none != null ? none : Metric.of((double) winning / returns.length));
    figures.put(
        "best_day", none != null ? none : Metric.of(Arrays.stream(returns).max().orElseThrow()));
    figures.put(
        "worst_day", none != null ? none : Metric.of(Arrays.stream(returns).min().orElseThrow()));
    figures.put(
        "drawdown_now",
        series.days() == 0 ? metrics.totalReturn() : Metric.of(drawdowns[drawdowns.length - 1]));
    return figures;
  }

  private int longestDrawdown() {
    return Drawdown.of(series.drawdowns()).stream().mapToInt(Drawdown::days).max().orElse(0);
  }

  /**
   * For people.
   *
   * @param name of the file
   */
  void printText(String name, PrintWriter out) {
    out.printf("%s: %s, %d days", name, file.kind().column(), metrics.days());
    if (!file.dates().isEmpty()) {
      out.printf(", %s to %s", file.dates().get(0), file.dates().get(file.dates().size() - 1));
    }
    out.printf("%n%n");
    figures().forEach((key, metric) -> out.println("  " + line(key, metric)));
    out.printf(Locale.ROOT, "  %-22s %12d days%n", "longest_drawdown_days", longestDrawdown());
    if (months != null && !months.years().isEmpty()) {
      printMonths(out);
    }
  }

  private static String line(String key, Metric metric) {
    if (!metric.isDefined()) {
      return "%-22s %12s %s".formatted(key, "-", metric.reason());
    }
    return MetricText.isPercent(key)
        ? String.format(Locale.ROOT, "%-22s %12.2f %%", key, metric.value() * 100)
        : String.format(Locale.ROOT, "%-22s %12.4f", key, metric.value());
  }

  private void printMonths(PrintWriter out) {
    out.printf("%nreturn %% by month%n  year");
    for (Month month : Month.values()) {
      out.printf("%8s", month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
    }
    out.printf("%9s%n", "year");
    months
        .years()
        .forEach(
            (year, total) -> {
              out.printf(Locale.ROOT, "  %4d", year);
              for (Month month : Month.values()) {
                out.printf("%8s", percent(months.months().get(YearMonth.of(year, month))));
              }
              out.printf("%9s%n", percent(total));
            });
  }

  /** Blank where there was no day, a dash where there is no figure. */
  private static String percent(Metric metric) {
    if (metric == null) {
      return "";
    }
    return metric.isDefined() ? String.format(Locale.ROOT, "%.2f", metric.value() * 100) : "-";
  }

  /** One JSON object; what is undefined is null, with its reason in {@code reasons}. */
  void printJson(PrintWriter out) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    Map<String, Metric> figures = figures();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("column", file.kind().column());
      json.writeNumberField("days", metrics.days());
      boolean dated = !file.dates().isEmpty();
      json.writeStringField("first", dated ? file.dates().get(0).toString() : null);
      json.writeStringField(
          "last", dated ? file.dates().get(file.dates().size() - 1).toString() : null);
      writeFigures(figures, json);
      json.writeNumberField("longest_drawdown_days", longestDrawdown());
      writeMonths(json);
      writeReasons(figures, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print("\n");
  }

  /** The figures as fields of the object that is open, null where they are undefined. */
  static void writeFigures(Map<String, Metric> figures, JsonGenerator json) throws IOException {
    for (Map.Entry<String, Metric> figure : figures.entrySet()) {
      json.writeFieldName(figure.getKey());
      writeValue(figure.getValue(), json);
    }
  }

  private static void writeValue(Metric metric, JsonGenerator json) throws IOException {
    if (metric.isDefined()) {
      json.writeNumber(metric.value());
    } else {
      json.writeNull();
    }
  }

  private void writeMonths(JsonGenerator json) throws IOException {
    json.writeFieldName("months");
    if (months == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    for (Map.Entry<YearMonth, Metric> month : months.months().entrySet()) {
      json.writeFieldName(month.getKey().toString());
      writeValue(month.getValue(), json);
    }
    json.writeEndObject();
  }

  /** A field {@code reasons}: why each figure that is undefined is so. */
  static void writeReasons(Map<String, Metric> figures, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("reasons");
    for (Map.Entry<String, Metric> figure : figures.entrySet()) {
      if (!figure.getValue().isDefined()) {
        json.writeStringField(figure.getKey(), figure.getValue().reason());
      }
    }
    json.writeEndObject();
  }
}
