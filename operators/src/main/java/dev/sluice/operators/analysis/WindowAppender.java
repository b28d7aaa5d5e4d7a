package dev.sluice.operators.analysis;

import dev.sluice.domain.indicator.IndicatedBar;
import java.io.Serializable;
import java.util.List;

/** Puts a bar at the end of a chart's window. */
@FunctionalInterface
public interface WindowAppender extends Serializable {
  /**
   * The window with one more bar, all on the price scale of that bar.
   *
   * @param window bars so far, oldest first
   * @param next the bar to add
   * @param max most bars to keep
   */
  List<IndicatedBar> append(List<IndicatedBar> window, IndicatedBar next, int max);
}
