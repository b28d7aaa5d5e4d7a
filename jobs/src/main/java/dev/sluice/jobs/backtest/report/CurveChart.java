package dev.sluice.jobs.backtest.report;

import java.util.List;

/** A figure by session as a curve, in SVG. */
final class CurveChart {
  /** Points that are drawn; of more, the least and greatest of each stretch. */
  static final int POINTS = 2000;

  private static final int WIDTH = 1000;
  private static final int LEFT = 90;
  private static final int RIGHT = 10;
  private static final int TOP = 10;
  private static final int FOOT = 24;
  private static final int DATES = 5;

  private final String id;
  private final String title;
  private final double[] values;
  private final List<String> labels;
  private final int height;

  /**
   * @param id of the drawing, other than those of others in the page
   * @param title what it shows, with its extremes: it stands for the curve where nobody sees it
   * @param values at least one, finite
   * @param labels of the values
   */
  CurveChart(String id, String title, double[] values, List<String> labels, int height) {
    this.id = id;
    this.title = title;
    this.values = values;
    this.labels = labels;
    this.height = height;
  }

  /**
   * The drawing.
   *
   * @param unit what stands behind a mark of the axis, with its space
   * @param filled from its curve to the top, as water is
   */
  String svg(String unit, boolean filled) {
    double least = values[0];
    double most = values[0];
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    int bottom = height - FOOT;
    Axis axis = Axis.of(least, most, TOP, bottom);
    StringBuilder svg = new StringBuilder();
    svg.append("<svg id=\"%s\" role=\"img\" aria-labelledby=\"%s-title\"".formatted(id, id));
    svg.append(" viewBox=\"0 0 %d %d\">".formatted(WIDTH, height));
    svg.append("<title id=\"%s-title\">%s</title>\n".formatted(id, Html.escape(title)));
    for (double value : axis.marks()) {
      String y = Html.at(axis.y(value));
      svg.append("<path class=\"grid\" d=\"M%d,%sH%d\"/>".formatted(LEFT, y, WIDTH - RIGHT));
      svg.append(
          "<text class=\"right\" x=\"%d\" y=\"%s\" dy=\"4\">%s</text>\n"
              .formatted(LEFT - 6, y, Html.escape(axis.label(value) + unit)));
    }
    dates(svg);
    String curve = curve(axis);
    if (filled) {
      String water = "M%s,%s%sL%s,%sZ";
      String end = Html.at(x(values.length - 1));
      svg.append("<path class=\"water\" d=\"");
      svg.append(
          water.formatted(
              LEFT, Html.at(axis.y(0)), 'L' + curve.substring(1), end, Html.at(axis.y(0))));
      svg.append("\"/>");
    }
    return svg.append("<path class=\"curve\" d=\"").append(curve).append("\"/></svg>\n").toString();
  }

  private double x(int index) {
    double width = WIDTH - LEFT - RIGHT;
    return LEFT + (values.length == 1 ? 0 : width * index / (values.length - 1));
  }

  private void dates(StringBuilder svg) {
    int last = values.length - 1;
    int shown = Math.min(DATES, values.length);
    for (int i = 0; i < shown; i++) {
      int index = shown == 1 ? 0 : (int) ((long) last * i / (shown - 1));
      String anchor = i == 0 ? "left" : i == shown - 1 ? "right" : "middle";
      svg.append(
          "<text class=\"%s\" x=\"%s\" y=\"%d\">%s</text>\n"
              .formatted(anchor, Html.at(x(index)), height - 6, Html.escape(labels.get(index))));
    }
  }

  private String curve(Axis axis) {
    StringBuilder path = new StringBuilder();
    int stretches = values.length <= POINTS ? values.length : POINTS / 2;
    for (int s = 0; s < stretches; s++) {
      int from = (int) ((long) values.length * s / stretches);
      int to = (int) ((long) values.length * (s + 1) / stretches);
      int lowest = from;
      int highest = from;
      for (int i = from; i < to; i++) {
        lowest = values[i] < values[lowest] ? i : lowest;
        highest = values[i] > values[highest] ? i : highest;
      }
      point(path, Math.min(lowest, highest), axis);
      if (lowest != highest) {
        point(path, Math.max(lowest, highest), axis);
      }
    }
    return path.toString();
  }

  private void point(StringBuilder path, int index, Axis axis) {
    path.append(path.length() == 0 ? 'M' : 'L').append(Html.at(x(index)));
    path.append(',').append(Html.at(axis.y(values[index])));
  }
}
