package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.Chart;
import dev.sluice.domain.analysis.ChartWindow;
import java.io.Serializable;
import java.time.Instant;

/** Draws charts. Safe for use by several threads. */
public interface ChartRenderer extends Serializable {
  /** The chart as a PNG image. */
  byte[] png(ChartWindow window);

  /** The chart as a self-contained HTML page in UTF-8. */
  byte[] html(ChartWindow window);

  /** The chart's facts, its object keys among them. */
  Chart describe(String executionId, ChartWindow window, String bucket, Instant eventTime);
}
