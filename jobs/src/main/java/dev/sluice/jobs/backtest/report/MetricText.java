package dev.sluice.jobs.backtest.report;

import dev.sluice.domain.performance.Metric;
import java.util.Locale;
import java.util.Set;

/** Figures of performance as people read them. */
public final class MetricText {
  private static final Set<String> PERCENTS =
      Set.of(
          "total_return",
          "cagr",
          "volatility",
          "max_drawdown",
          "win_rate",
          "exposure",
          "turnover",
          "psr",
          "dsr",
          "winning_days",
          "best_day",
          "worst_day",
          "drawdown_now");

  private MetricText() {}

  /** Whether people read the figure of this key as percents. */
  public static boolean isPercent(String key) {
    return PERCENTS.contains(key);
  }

  /** The figure of a key, or a dash and why there is none. */
  static String of(String key, Metric metric) {
    if (!metric.isDefined()) {
      return "– " + metric.reason();
    }
    return isPercent(key)
        ? percent(metric.value()) + " %"
        : String.format(Locale.ROOT, "%,.4f", metric.value());
  }

  /** A fraction as percents with two decimals. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f", fraction * 100);
  }
}
