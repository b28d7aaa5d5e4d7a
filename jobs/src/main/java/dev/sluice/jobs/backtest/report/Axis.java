package dev.sluice.jobs.backtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A vertical axis: values to coordinates, and round values to mark it with.
 *
 * @param least value at the bottom
 * @param most value at the top
 * @param top coordinate of the greatest value
 * @param bottom coordinate of the least one
 */
record Axis(double least, double most, double top, double bottom) {
  private static final int MARKS = 5;

  /** An axis on which all of some values have room; a single value lies in its middle. */
  static Axis of(double least, double most, double top, double bottom) {
    double room = most > least ? (most - least) * 0.04 : most == 0 ? 1 : Math.abs(most) * 0.01;
    return new Axis(least - room, most + room, top, bottom);
  }

  /** Where a value is. */
  double y(double value) {
    return bottom - (value - least) / (most - least) * (bottom - top);
  }

  /** Round values within the axis, a power of ten times 1, 2 or 5 apart. */
  List<Double> marks() {
    double step = step();
    List<Double> marks = new ArrayList<>();
    for (long i = (long) Math.ceil(least / step); i * step <= most; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  private double step() {
    double rough = (most - least) / MARKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  /** A mark with as many decimals as tell it from the next. */
  String label(double mark) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step()) - 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", mark + 0.0);
  }
}
