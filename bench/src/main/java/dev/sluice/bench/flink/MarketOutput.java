package dev.sluice.bench.flink;

import dev.sluice.bench.ticks.TickPlan;
import dev.sluice.wire.Topics;
import java.util.List;

/** What a run must have put out to count: a job that loses ticks may be fast. */
final class MarketOutput {
  /** The topics that the market job writes. */
  static final List<String> TOPICS =
      List.of(
          Topics.QUOTES, Topics.BARS, Topics.INDICATORS, Topics.DATA_QUALITY, Topics.DEAD_LETTERS);

  private MarketOutput() {}

  /** Number of bars of some timeframes that a plan's ticks make. */
  static long expectedBars(TickPlan plan, List<String> timeframes) {
    long bars = 0;
    for (String timeframe : timeframes) {
      bars +=
          switch (timeframe) {
            case "1m" -> plan.minuteBars();
            case "1d" -> plan.sessionBars();
            case "1w" -> plan.weekBars();
            default ->
                throw new IllegalArgumentException(
                    "timeframe: '" + timeframe + "', expected 1m, 1d or 1w");
          };
    }
    return bars;
  }

  /**
   * Refuses a run whose output is not what it must be.
   *
   * @throws IllegalStateException naming both numbers
   */
  static void requireEqual(String what, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(
          "%s: was %,d, expected %,d; the run does not count".formatted(what, actual, expected));
    }
  }
}
