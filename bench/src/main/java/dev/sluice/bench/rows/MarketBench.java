package dev.sluice.bench.rows;

import dev.sluice.bench.measure.Alternation;
import dev.sluice.bench.measure.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@code bench market}: measures rows one after the other. */
public final class MarketBench {
  private MarketBench() {}

  /**
   * Measures.
   *
   * @param rows which, in the order wanted
   * @param progress hears what goes on
   * @throws Exception where a row cannot be measured or its output is not right
   */
  public static List<Result> run(
      Collection<MarketRow> rows, BenchOptions options, Alternation.Progress progress)
      throws Exception {
    List<Result> results = new ArrayList<>();
    try (Bench bench = new Bench(options, progress)) {
      for (MarketRow row : rows) {
        progress.say(row + ": " + row.title());
        results.addAll(row.measure(bench));
      }
    }
    return results;
  }
}
