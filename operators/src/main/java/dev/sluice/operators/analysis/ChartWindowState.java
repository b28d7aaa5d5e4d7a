package dev.sluice.operators.analysis;

import dev.sluice.domain.indicator.IndicatedBar;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link AssembleChartWindows} keeps of a symbol. It is bounded and never expires: a symbol's
 * chart is as long after a pause as before.
 */
public class ChartWindowState {
  /** The last session bars taken, oldest first, on the price scale of the last one. */
  public List<IndicatedBar> daily = new ArrayList<>();

  /** The last weekly bars taken, oldest first, on the price scale of the last one. */
  public List<IndicatedBar> weekly = new ArrayList<>();

  /** Bars that came but whose end the watermark has not passed. */
  public List<IndicatedBar> pending = new ArrayList<>();
}
