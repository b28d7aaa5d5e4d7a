package dev.sluice.jobs.analysis;

import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.operators.analysis.ChartRenderer;
import dev.sluice.operators.chart.ChartFacts;
import dev.sluice.operators.chart.ChartImage;
import dev.sluice.operators.chart.ChartPage;
import java.time.Instant;

/** The desk's own charts. */
final class Charts implements ChartRenderer {
  private static final long serialVersionUID = 1L;

  @Override
  public byte[] png(ChartWindow window) {
    return ChartImage.png(window);
  }

  @Override
  public byte[] html(ChartWindow window) {
    return ChartPage.html(window);
  }

  @Override
  public Chart describe(String executionId, ChartWindow window, String bucket, Instant eventTime) {
    return ChartFacts.describe(executionId, window, bucket, eventTime);
  }
}
