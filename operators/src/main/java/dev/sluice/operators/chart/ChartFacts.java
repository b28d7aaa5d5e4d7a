package dev.sluice.operators.chart;

import dev.sluice.domain.Ids;
import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartWindow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** What is written down about a chart. */
public final class ChartFacts {
  private ChartFacts() {}

  /**
   * The row of the chart of this window.
   *
   * @param executionId execution that it belongs to
   * @param window what is drawn
   * @param bucket object store bucket that takes the image and the page
   * @param eventTime when it was drawn, event time, UTC
   * @return object keys are {@code charts/{executionId}/{symbol}-{timeframe}.png} and {@code .html}
   * @throws IllegalArgumentException where the window has no bar, or a price or volume that is not
   *     finite
   */
  public static Chart describe(
      String executionId, ChartWindow window, String bucket, Instant eventTime) {
    ChartColumns columns = ChartColumns.of(window);
    String timeframe = window.timeframe().code();
    String key =
        "charts/" + keySafe(executionId) + "/" + keySafe(window.symbol()) + "-" + timeframe;
    return new Chart(
        Ids.of("chart", executionId, window.symbol(), timeframe),
        executionId,
        window.symbol(),
        window.timeframe(),
        "candlestick",
        bucket,
        key + ".png",
        key + ".html",
        columns.drawnIndicators(),
        columns.size(),
        columns.dates.get(0),
        columns.dates.get(columns.size() - 1),
        columns.last("close"),
        changePercent(columns),
        Arrays.stream(columns.get("volume")).average().orElseThrow(),
        eventTime,
        window.simulated());
  }

  /** Last close against the one before, percent; null with one bar or after a close of 0. */
  static Double changePercent(ChartColumns columns) {
    double previous = columns.previousClose();
    if (Double.isNaN(previous) || previous == 0) {
      return null;
    }
    return 100 * (columns.last("close") - previous) / Math.abs(previous);
  }

  /**
   * A name as part of an object key: ASCII letters, digits, dot, underscore and hyphen stay, every
   * other UTF-8 byte becomes {@code ~} and two hex digits. Not percent-encoding, because a URL
   * would encode the percent sign once more; two names never give the same key.
   */
  static String keySafe(String name) {
    StringBuilder safe = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean stays =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || c == '.'
              || c == '_'
              || c == '-';
      safe.append(stays ? String.valueOf(c) : "~%02X".formatted((int) c));
    }
    return safe.toString();
  }
}
