package dev.sluice.domain.performance;

import java.util.ArrayList;
import java.util.List;

/**
 * One stretch under water: from a peak until the peak is reached again. Days are those of {@link
 * DailySeries}.
 *
 * @param peakDay the last day at the peak
 * @param troughDay the first day of the greatest loss
 * @param endDay the day on which the peak was reached again, or the last of the series
 * @param recovered whether it was reached again
 * @param depth the greatest loss, a fraction of the peak above 0
 */
public record Drawdown(int peakDay, int troughDay, int endDay, boolean recovered, double depth) {
  /** From the peak to the recovery, or to the end of the series. */
  public int days() {
    return endDay - peakDay;
  }

  /**
   * All stretches, in order.
   *
   * @param drawdowns of day 0 to n, as {@link DailySeries#drawdowns()} gives them
   */
  public static List<Drawdown> of(double[] drawdowns) {
    List<Drawdown> found = new ArrayList<>();
    int peak = 0;
    int trough = 0;
    for (int day = 0; day < drawdowns.length; day++) {
      if (drawdowns[day] > drawdowns[trough]) {
        trough = day;
      }
      boolean recovered = drawdowns[day] <= 0;
      boolean over = recovered || day == drawdowns.length - 1;
      if (over && trough > peak) {
        found.add(new Drawdown(peak, trough, day, recovered, drawdowns[trough]));
      }
      if (recovered) {
        peak = day;
        trough = day;
      }
    }
    return found;
  }
}
