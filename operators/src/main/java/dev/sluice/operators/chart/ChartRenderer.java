package dev.sluice.operators.chart;

import dev.sluice.domain.analysis.ChartWindow;

/** Draws a window as an image and as an interactive page. Pure: equal windows, equal bytes. */
public final class ChartRenderer {
  private ChartRenderer() {}

  /**
   * Both drawings of a window.
   *
   * @throws IllegalArgumentException where the window has no bar, or a price or volume that is not
   *     finite
   */
  public static RenderedChart render(ChartWindow window) {
    return new RenderedChart(ChartImage.png(window), ChartPage.html(window));
  }
}
