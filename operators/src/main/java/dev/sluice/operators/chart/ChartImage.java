package dev.sluice.operators.chart;

import dev.sluice.domain.analysis.ChartWindow;
import dev.sluice.domain.market.Timeframe;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A window as a still picture: candles with SMA 20/50/200 and Bollinger bands, volume, RSI 14 and
 * MACD in four panes over one axis of bars, without gaps for days without a session.
 *
 * <p>Pure Java2D, headless, with the font that is shipped here: equal windows give equal pixels on
 * any machine, and equal bytes wherever the platform's deflate is the same.
 */
public final class ChartImage {
  /** Pixels. */
  public static final int WIDTH = 1200;

  /** Pixels. */
  public static final int HEIGHT = 900;

  private static final double TEXT = 12;

  private final ChartColumns c;
  private final Brush brush;
  private final int decimals;

  private ChartImage(ChartColumns columns, Brush brush) {
    this.c = columns;
    this.brush = brush;
    this.decimals = Figures.priceDecimals(columns.last("close"));
  }

  /**
   * The picture of a window, PNG, {@value #WIDTH} by {@value #HEIGHT} pixels.
   *
   * @throws IllegalArgumentException where the window has no bar, or a price or volume that is not
   *     finite
   */
  public static byte[] png(ChartWindow window) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Brush brush = new Brush(image);
    try {
      new ChartImage(ChartColumns.of(window), brush).draw();
    } finally {
      brush.close();
    }
    return Png.encode(image);
  }

  private void draw() {
    brush.fill(0, 0, WIDTH, HEIGHT, Palette.PAPER);
    header();
    prices(pane(62, 496, ChartRanges.prices(c)));
    volume(pane(504, 608, ChartRanges.volume(c)));
    rsi(pane(616, 732, new double[] {0, 100}));
    macd(pane(740, 866, ChartRanges.macd(c)));
    dates(866);
  }

  private Pane pane(int top, int bottom, double[] range) {
    Pane pane = new Pane(brush, top, bottom, c.size(), range[0], range[1]);
    for (DateTicks.Tick tick : DateTicks.of(c.dates)) {
      brush.fill(Pane.x(tick.index(), c.size()), top, 1, bottom - top, Palette.GRID);
    }
    return pane;
  }

  private void header() {
    double close = c.last("close");
    double x = brush.text(c.symbol, Pane.LEFT, 31, 24, Glyphs.BOLD, Palette.INK) + 14;
    LocalDate date = c.dates.get(c.size() - 1);
    String subject = timeframeName(c.timeframe) + "  \u00b7  " + Figures.date(date);
    x = brush.text(subject, x, 31, 15, Glyphs.REGULAR, Palette.QUIET) + 24;
    x = brush.text(price(close), x, 31, 20, Glyphs.BOLD, Palette.INK) + 12;
    Double percent = ChartFacts.changePercent(c);
    if (percent != null) {
      double change = close - c.previousClose();
      String arrow = change > 0 ? "\u25b2 " : change < 0 ? "\u25bc " : "";
      String text =
          "%s%s (%s%%)"
              .formatted(arrow, Figures.signed(change, decimals), Figures.signed(percent, 2));
      brush.text(text, x, 31, 15, Glyphs.BOLD, Palette.of(change >= 0));
    }
    String bar =
        "Open %s   High %s   Low %s   Close %s   Volume %s   \u00b7   %d bars from %s"
            .formatted(
                price(c.last("open")),
                price(c.last("high")),
                price(c.last("low")),
                price(close),
                Figures.compact(c.last("volume")),
                c.size(),
                Figures.date(c.dates.get(0)));
    brush.text(bar, Pane.LEFT, 52, 13, Glyphs.REGULAR, Palette.QUIET);
    if (c.simulated) {
      brush.fill(WIDTH - 150, 10, 138, 28, Palette.BADGE);
      brush.text("SIMULATED", WIDTH - 132, 30, 15, Glyphs.BOLD, Palette.PAPER);
    }
  }

  private void prices(Pane pane) {
    double[] range = ChartRanges.prices(c);
    pane.axis(Figures.ticks(range[0], range[1], 10), v -> axisPrice(v, range));
    pane.band(c.get("bollinger_upper"), c.get("bollinger_lower"), Palette.BAND_FILL);
    pane.line(c.get("bollinger_upper"), Palette.BAND, 1);
    pane.line(c.get("bollinger_lower"), Palette.BAND, 1);
    double[] open = c.get("open");
    double[] close = c.get("close");
    for (int i = 0; i < c.size(); i++) {
      pane.candle(i, open[i], c.get("high")[i], c.get("low")[i], close[i]);
    }
    pane.line(c.get("sma_200"), Palette.SMA_200, 2);
    pane.line(c.get("sma_50"), Palette.SMA_50, 1.6f);
    pane.line(c.get("sma_20"), Palette.SMA_20, 1.6f);
    int last = c.size() - 1;
    String exact = price(close[last]);
    String label = exact.length() > 10 ? axisPrice(close[last], range) : exact;
    pane.tag(close[last], label, Palette.of(close[last] >= open[last]));
    pane.legend(
        List.of(
            new Pane.Entry("SMA 20  " + price(c.last("sma_20")), Palette.SMA_20),
            new Pane.Entry("SMA 50  " + price(c.last("sma_50")), Palette.SMA_50),
            new Pane.Entry("SMA 200  " + price(c.last("sma_200")), Palette.SMA_200),
            new Pane.Entry(
                "Bollinger 20, 2  "
                    + price(c.last("bollinger_lower"))
                    + " to "
                    + price(c.last("bollinger_upper")),
                Palette.BAND)));
  }

  private void volume(Pane pane) {
    double[] range = ChartRanges.volume(c);
    List<Double> ticks = new ArrayList<>(Figures.ticks(range[0], range[1], 3));
    ticks.removeIf(v -> v == 0);
    pane.axis(ticks, Figures::compact);
    for (int i = 0; i < c.size(); i++) {
      boolean up = c.get("close")[i] >= c.get("open")[i];
      pane.column(i, 0, c.get("volume")[i], up ? Palette.UP_PALE : Palette.DOWN_PALE);
    }
    pane.line(c.get("volume_sma_20"), Palette.SMA_20, 1.4f);
    pane.legend(
        List.of(
            new Pane.Entry("Volume  " + Figures.compact(c.last("volume")), null),
            new Pane.Entry("SMA 20  " + Figures.compact(c.last("volume_sma_20")), Palette.SMA_20)));
  }

  private void rsi(Pane pane) {
    pane.axis(List.of(30.0, 50.0, 70.0), v -> Figures.price(v, 0));
    pane.dashes(30, Palette.QUIET);
    pane.dashes(70, Palette.QUIET);
    pane.line(c.get("rsi_14"), Palette.SMA_200, 1.6f);
    pane.legend(
        List.of(new Pane.Entry("RSI 14  " + Figures.price(c.last("rsi_14"), 1), Palette.SMA_200)));
  }

  private void macd(Pane pane) {
    double[] range = ChartRanges.macd(c);
    pane.axis(Figures.ticks(range[0], range[1], 5), v -> axisPrice(v, range));
    double[] histogram = c.get("macd_histogram");
    for (int i = 0; i < c.size(); i++) {
      if (Double.isFinite(histogram[i])) {
        Color color = histogram[i] >= 0 ? Palette.UP_PALE : Palette.DOWN_PALE;
        pane.column(i, 0, histogram[i], color);
      }
    }
    pane.dashes(0, Palette.QUIET);
    pane.line(c.get("macd"), Palette.SMA_50, 1.6f);
    pane.line(c.get("macd_signal"), Palette.SMA_20, 1.6f);
    pane.legend(
        List.of(
            new Pane.Entry("MACD 12, 26  " + price(c.last("macd")), Palette.SMA_50),
            new Pane.Entry("Signal 9  " + price(c.last("macd_signal")), Palette.SMA_20),
            new Pane.Entry("Histogram  " + price(c.last("macd_histogram")), Palette.UP_PALE)));
  }

  private void dates(int top) {
    for (DateTicks.Tick tick : DateTicks.of(c.dates)) {
      double x = Pane.x(tick.index(), c.size());
      double half = Glyphs.REGULAR.width(tick.label(), TEXT) / 2;
      double start = Math.max(Pane.LEFT, Math.min(x - half, Pane.RIGHT - 2 * half));
      brush.text(tick.label(), start, top + 20, TEXT, Glyphs.REGULAR, Palette.QUIET);
    }
  }

  private String price(double value) {
    return Figures.price(value, decimals);
  }

  /** A value on an axis: the fewest digits that tell ticks apart, but cents for usual prices. */
  private static String axisPrice(double value, double[] range) {
    int digits = 1 - (int) Math.floor(Math.log10(range[1] - range[0]));
    return Figures.price(value, Math.max(Math.abs(value) < 1e5 ? 2 : 0, Math.min(12, digits)));
  }

  static String timeframeName(Timeframe timeframe) {
    return switch (timeframe) {
      case SESSION -> "Daily";
      case WEEK -> "Weekly";
      default -> timeframe.code();
    };
  }
}
