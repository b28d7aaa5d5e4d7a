package dev.sluice.jobs.backtest.report;

import dev.sluice.jobs.backtest.report.DailyCandles.Candle;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Candles with the fills of a symbol, in SVG: rising ones hollow, falling ones full. */
final class CandleChart {
  private static final int STEP = 6;
  private static final double BODY = 4;
  private static final int LEFT = 80;
  private static final int RIGHT = 20;
  private static final int TOP = 24;
  private static final int FOOT = 24;
  private static final int HEIGHT = 320;
  private static final int LEAST_WIDTH = 400;

  /** Room between a candle's end and its first mark, and between marks. */
  private static final int MARK = 9;

  private final String id;
  private final String title;
  private final List<LocalDate> dates;
  private final DailyCandles candles;
  private final NavigableMap<LocalDate, Integer> places = new TreeMap<>();
  private final Map<String, Integer> stacked = new HashMap<>();
  private final Axis axis;

  /**
   * A fill as it is marked.
   *
   * @param date session
   * @param buys below the candle and upwards, or above it and downwards
   * @param entry full, or hollow
   * @param text what it was
   */
  record Mark(LocalDate date, boolean buys, boolean entry, String text) {}

  /**
   * @param dates sessions to be drawn, at least one, all with a candle
   */
  CandleChart(String id, String title, List<LocalDate> dates, DailyCandles candles) {
    this.id = id;
    this.title = title;
    this.dates = dates;
    this.candles = candles;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (LocalDate date : dates) {
      places.put(date, places.size());
      least = Math.min(least, candles.candle(date).low());
      most = Math.max(most, candles.candle(date).high());
    }
    this.axis = Axis.of(least, most, TOP, HEIGHT - FOOT);
  }

  /** The drawing, as wide as it has sessions. */
  String svg(List<Mark> marks) {
    int width = Math.max(LEAST_WIDTH, LEFT + RIGHT + STEP * dates.size());
    StringBuilder svg = new StringBuilder();
    svg.append("<svg id=\"%s\" role=\"img\" aria-labelledby=\"%s-title\"".formatted(id, id));
    svg.append(
        " width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">"
            .formatted(width, HEIGHT, width, HEIGHT));
    svg.append("<title id=\"%s-title\">%s</title>\n".formatted(id, Html.escape(title)));
    for (double value : axis.marks()) {
      String y = Html.at(axis.y(value));
      svg.append("<path class=\"grid\" d=\"M%d,%sH%d\"/>".formatted(LEFT, y, width - RIGHT));
      svg.append(
          "<text class=\"right\" x=\"%d\" y=\"%s\" dy=\"4\">%s</text>\n"
              .formatted(LEFT - 6, y, axis.label(value)));
    }
    months(svg);
    bodies(svg, "rising", true);
    bodies(svg, "falling", false);
    marks.forEach(mark -> mark(svg, mark));
    return svg.append("</svg>\n").toString();
  }

  private double x(int place) {
    return LEFT + STEP * (place + 0.5);
  }

  /** A date at the first session of a quarter, where there is room for it. */
  private void months(StringBuilder svg) {
    double free = 0;
    for (LocalDate date : dates) {
      int place = places.get(date);
      LocalDate before = place == 0 ? null : dates.get(place - 1);
      boolean first = before == null || before.getMonth() != date.getMonth();
      if (first && x(place) >= free) {
        svg.append(
            "<text class=\"left\" x=\"%s\" y=\"%d\">%s</text>"
                .formatted(Html.at(x(place)), HEIGHT - 6, date));
        free = x(place) + 90;
      }
    }
    svg.append('\n');
  }

  private void bodies(StringBuilder svg, String name, boolean rising) {
    svg.append("<path class=\"").append(name).append("\" d=\"");
    for (LocalDate date : dates) {
      Candle candle = candles.candle(date);
      if (candle.close() >= candle.open() == rising) {
        candle(svg, x(places.get(date)), candle);
      }
    }
    svg.append("\"/>\n");
  }

  private void candle(StringBuilder svg, double x, Candle candle) {
    double upper = axis.y(Math.max(candle.open(), candle.close()));
    double lower = axis.y(Math.min(candle.open(), candle.close()));
    svg.append('M').append(Html.at(x)).append(',').append(Html.at(axis.y(candle.high())));
    svg.append('V').append(Html.at(upper));
    svg.append('M').append(Html.at(x)).append(',').append(Html.at(lower));
    svg.append('V').append(Html.at(axis.y(candle.low())));
    svg.append('M').append(Html.at(x - BODY / 2)).append(',').append(Html.at(upper));
    svg.append('h').append(Html.at(BODY)).append('V').append(Html.at(lower));
    svg.append('h').append(Html.at(-BODY)).append('Z');
  }

  private void mark(StringBuilder svg, Mark mark) {
    Integer place = places.get(mark.date());
    if (place == null) {
      return;
    }
    Candle candle = candles.candle(mark.date());
    int before = stacked.merge(mark.date() + (mark.buys() ? "+" : "-"), 1, Integer::sum) - 1;
    double room = MARK * (before + 0.5);
    double y = mark.buys() ? axis.y(candle.low()) + room : axis.y(candle.high()) - room;
    svg.append(
        "<path class=\"%s %s\" d=\"M%s,%sl4,%dh-8Z\"><title>%s</title></path>\n"
            .formatted(
                mark.buys() ? "buy" : "sell",
                mark.entry() ? "entry" : "exit",
                Html.at(x(place)),
                Html.at(y),
                mark.buys() ? 7 : -7,
                Html.escape(mark.text())));
  }
}
