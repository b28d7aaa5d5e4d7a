package dev.sluice.bench.measure;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Results for people: both sides, each repeat, median and spread, then the ratio. */
public final class ReportTable {
  private ReportTable() {}

  /**
   * Prints results.
   *
   * @param notes that hold for all of them
   */
  public static void print(
      PrintWriter out, Machine machine, List<String> notes, List<Result> results) {
    out.println(machine.describe());
    notes.forEach(out::println);
    for (Result result : results) {
      out.println();
      if (result instanceof Comparison comparison) {
        print(out, comparison);
      } else if (result instanceof Figure figure) {
        print(out, figure);
      } else if (result instanceof NotMeasured missing) {
        out.printf("%s  %s: not measured: %s%n", missing.row(), missing.what(), missing.why());
      }
    }
    out.flush();
  }

  private static void print(PrintWriter out, Comparison comparison) {
    out.printf("%s  %s, %s%n", comparison.row(), comparison.what(), comparison.unit());
    side(out, comparison.first(), comparison.firstValues());
    side(out, comparison.second(), comparison.secondValues());
    OptionalDouble ratio = comparison.ratio();
    if (ratio.isPresent()) {
      out.printf(
          Locale.ROOT,
          "  ratio %.3f (of neighbours %.3f)",
          ratio.getAsDouble(),
          comparison.pairedRatio().orElseThrow());
    } else {
      out.print("  ratio: too noisy");
    }
    out.printf("; target: %s; %s%n", comparison.target().describe(), comparison.verdict());
    out.println("  others took " + percent(comparison.othersCpu()) + " of the processors");
    comparison.remarks().forEach(remark -> out.println("  " + remark));
  }

  private static void side(PrintWriter out, String name, Series series) {
    String repeats = series.values().stream().map(ReportTable::number).collect(spaces());
    out.printf(
        Locale.ROOT,
        "  %-28s %s | median %s | spread %.0f %%%n",
        name,
        repeats,
        series.isNoisy() ? "too noisy" : number(series.median()),
        100 * series.spread());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> spaces() {
    return Collectors.joining("  ");
  }

  private static void print(PrintWriter out, Figure figure) {
    out.printf(
        "%s  %s: %s %s; target: at most %s; %s%n",
        figure.row(),
        figure.what(),
        number(figure.value()),
        figure.unit(),
        number(figure.most()),
        figure.verdict());
    figure.remarks().forEach(remark -> out.println("  " + remark));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
  }

  private static String percent(double part) {
    return Double.isNaN(part)
        ? "an unknown part"
        : String.format(Locale.ROOT, "%.0f %%", 100 * part);
  }
}
