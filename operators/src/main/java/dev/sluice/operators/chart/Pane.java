package dev.sluice.operators.chart;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One of the stacked panes: the same slots from left to right as all others, a scale of its own
 * from bottom to top, a strip for the legend above.
 */
final class Pane {
  static final int LEFT = 14;
  static final int RIGHT = 1106;
  private static final int LEGEND = 24;
  private static final double TEXT = 12;

  final int top;
  final int bottom;
  private final Brush brush;
  private final int bars;
  private final double low;
  private final double high;

  /** One name and value in a legend; a null colour has no swatch. */
  record Entry(String text, Color color) {}

  Pane(Brush brush, int top, int bottom, int bars, double low, double high) {
    this.brush = brush;
    this.top = top;
    this.bottom = bottom;
    this.bars = bars;
    this.low = low;
    this.high = high;
  }

  /** Middle of a bar's slot, the same in every pane. */
  static int x(int index, int bars) {
    return (int) Math.floor(LEFT + (index + 0.5) * (RIGHT - LEFT) / bars);
  }

  /** Odd width of a bar's body. */
  static int bodyWidth(int bars) {
    int width = (int) ((RIGHT - LEFT) * 0.68 / bars);
    return Math.max(1, Math.min(25, width % 2 == 0 ? width - 1 : width));
  }

  int y(double value) {
    return (int) Math.round(exactY(value));
  }

  private double exactY(double value) {
    double inner = bottom - 4 - (top + LEGEND);
    return bottom - 4 - (value - low) / (high - low) * inner;
  }

  /** Frame, grid and axis labels. */
  void axis(List<Double> ticks, DoubleFunction<String> label) {
    for (double tick : ticks) {
      int y = y(tick);
      brush.fill(LEFT, y, RIGHT - LEFT, 1, Palette.GRID);
      brush.text(label.apply(tick), RIGHT + 7, y + 4.5, TEXT, Glyphs.REGULAR, Palette.QUIET);
    }
    brush.frame(LEFT, top, RIGHT - LEFT, bottom - top, Palette.FRAME);
  }

  /** The value of the last bar on the axis. */
  void tag(double value, String label, Color color) {
    if (Double.isFinite(value) && value >= low && value <= high) {
      int y = y(value);
      brush.fill(RIGHT + 1, y - 9, 1200 - RIGHT - 3, 18, color);
      brush.text(label, RIGHT + 7, y + 4.5, TEXT, Glyphs.BOLD, Palette.PAPER);
    }
  }

  void legend(List<Entry> entries) {
    double x = LEFT + 8;
    for (Entry entry : entries) {
      if (entry.color() != null) {
        brush.fill((int) x, top + 11, 14, 3, entry.color());
        x += 19;
      }
      x = brush.text(entry.text(), x, top + 17, TEXT, Glyphs.REGULAR, Palette.INK) + 16;
    }
  }

  /** A line through the values that are there; a value between two gaps is a dot. */
  void line(double[] values, Color color, float width) {
    clip();
    Path2D path = new Path2D.Double();
    boolean down = false;
    for (int i = 0; i < bars; i++) {
      if (!Double.isFinite(values[i])) {
        down = false;
      } else if (down) {
        path.lineTo(x(i, bars) + 0.5, exactY(values[i]) + 0.5);
      } else {
        path.moveTo(x(i, bars) + 0.5, exactY(values[i]) + 0.5);
        if (i + 1 == bars || !Double.isFinite(values[i + 1])) {
          brush.fill(x(i, bars) - 1, y(values[i]) - 1, 3, 3, color);
        }
        down = true;
      }
    }
    brush.curve(path, color, width);
    brush.noClip();
  }

  /** The area between two lines, where both are there. */
  void band(double[] upper, double[] lower, Color color) {
    clip();
    int from = 0;
    while (from < bars) {
      int to = from;
      while (to < bars && Double.isFinite(upper[to]) && Double.isFinite(lower[to])) {
        to++;
      }
      if (to - from > 1) {
        brush.area(bandPath(upper, lower, from, to), color);
      }
      from = Math.max(to, from + 1);
    }
    brush.noClip();
  }

  private Path2D bandPath(double[] upper, double[] lower, int from, int to) {
    Path2D path = new Path2D.Double();
    path.moveTo(x(from, bars) + 0.5, exactY(upper[from]) + 0.5);
    for (int i = from + 1; i < to; i++) {
      path.lineTo(x(i, bars) + 0.5, exactY(upper[i]) + 0.5);
    }
    for (int i = to - 1; i >= from; i--) {
      path.lineTo(x(i, bars) + 0.5, exactY(lower[i]) + 0.5);
    }
    path.closePath();
    return path;
  }

  /** A column from one value to another. */
  void column(int index, double from, double to, Color color) {
    int upper = y(Math.max(from, to));
    int width = bodyWidth(bars);
    int height = Math.max(1, y(Math.min(from, to)) - upper);
    brush.fill(x(index, bars) - width / 2, upper, width, height, color);
  }

  /** A candle: hollow where the close is not below the open, filled where it is. */
  void candle(int index, double open, double high, double low, double close) {
    boolean up = close >= open;
    Color color = Palette.of(up);
    int x = x(index, bars);
    int width = bodyWidth(bars);
    int upper = y(Math.max(open, close));
    int height = Math.max(1, y(Math.min(open, close)) - upper + 1);
    brush.fill(x, y(high), 1, y(low) - y(high) + 1, color);
    brush.fill(x - width / 2, upper, width, height, color);
    if (up && width > 2 && height > 2) {
      brush.fill(x - width / 2 + 1, upper + 1, width - 2, height - 2, Palette.PAPER);
    }
  }

  void dashes(double value, Color color) {
    brush.dashes(LEFT + 1, y(value), RIGHT - LEFT - 2, color);
  }

  private void clip() {
    brush.clip(LEFT + 1, top + 1, RIGHT - LEFT - 2, bottom - top - 2);
  }
}
