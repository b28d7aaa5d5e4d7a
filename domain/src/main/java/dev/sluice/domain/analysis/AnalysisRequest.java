package dev.sluice.domain.analysis;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One symbol's part of an execution: what the analyst is to read.
 *
 * <p>The images are compared by identity, as arrays are: two requests with equal content and their
 * own copies of an image are not {@code equals}.
 *
 * @param executionId execution that it belongs to
 * @param strategy name
 * @param symbol ticker
 * @param sessionDate the exchange's date of the session whose close started it
 * @param eventTime that session's close, UTC
 * @param daily session bars up to and including the one that closed
 * @param weekly closed weekly bars up to then; without bars before the first week has closed
 * @param dailyChart null where none is drawn, or not yet
 * @param weeklyChart null where none is drawn, or not yet, or there is no weekly bar
 * @param dailyImage PNG of the daily chart; null where there is none
 * @param weeklyImage PNG of the weekly chart; null where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // an image is bytes; no one compares requests
public record AnalysisRequest(
    String executionId,
    String strategy,
    String symbol,
    LocalDate sessionDate,
    Instant eventTime,
    ChartWindow daily,
    ChartWindow weekly,
    Chart dailyChart,
    Chart weeklyChart,
    byte[] dailyImage,
    byte[] weeklyImage) {

  /** The same request with these charts and images, each of which may be null. */
  public AnalysisRequest withCharts(
      Chart dailyChart, Chart weeklyChart, byte[] dailyImage, byte[] weeklyImage) {
    return new AnalysisRequest(
        executionId,
        strategy,
        symbol,
        sessionDate,
        eventTime,
        daily,
        weekly,
        dailyChart,
        weeklyChart,
        dailyImage,
        weeklyImage);
  }

  /** The same request without its images, which nobody needs once the analyst has seen them. */
  public AnalysisRequest withoutImages() {
    return withCharts(dailyChart, weeklyChart, null, null);
  }

  /** True where the prices are not a market's. */
  public boolean simulated() {
    return daily.simulated();
  }
}
