package dev.sluice.operators.chart;

import dev.sluice.domain.analysis.ChartWindow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A window as one self-contained interactive page: the panes of {@link ChartImage} with a
 * crosshair, zoom and pan, in dark and light, by pointer and keyboard. It asks nothing of any
 * server, so that it opens from a file or an object store.
 */
public final class ChartPage {
  /** Significant digits of the embedded figures; a price keeps its cents up to ten million. */
  static final int DIGITS = 9;

  private static final String VIEWER = compact(resource("viewer.js"));
  private static final String STYLE = compact(resource("viewer.css"));
  private static final String PAGE = resource("page.html");

  private ChartPage() {}

  /**
   * The page of a window, UTF-8. Equal windows give equal bytes.
   *
   * @throws IllegalArgumentException where the window has no bar, or a price or volume that is not
   *     finite
   */
  public static byte[] html(ChartWindow window) {
    ChartColumns c = ChartColumns.of(window);
    Map<String, String> parts =
        Map.of(
            "title", escape(title(c)),
            "symbol", escape(c.symbol),
            "timeframe", ChartImage.timeframeName(c.timeframe),
            "badge", c.simulated ? "<strong id=\"sim\">SIMULATED</strong>" : "",
            "summary", escape(summary(c)),
            "style", STYLE,
            "data", json(c),
            "viewer", VIEWER);
    StringBuilder page = new StringBuilder(40_000);
    int at = 0;
    for (int open = PAGE.indexOf("{{"); open >= 0; open = PAGE.indexOf("{{", at)) {
      int close = PAGE.indexOf("}}", open);
      page.append(PAGE, at, open).append(parts.get(PAGE.substring(open + 2, close)));
      at = close + 2;
    }
    return page.append(PAGE.substring(at)).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String title(ChartColumns c) {
    return c.symbol
        + " "
        + ChartImage.timeframeName(c.timeframe)
        + " to "
        + Figures.date(c.dates.get(c.size() - 1))
        + (c.simulated ? " (simulated)" : "");
  }

  /** The chart in words, for who does not see it. */
  private static String summary(ChartColumns c) {
    int decimals = Figures.priceDecimals(c.last("close"));
    Double percent = ChartFacts.changePercent(c);
    return "%s candlestick chart of %s, %d bars from %s to %s. Last close %s%s. Highest %s, lowest %s."
        .formatted(
            (c.simulated ? "Simulated " : "") + ChartImage.timeframeName(c.timeframe),
            c.symbol,
            c.size(),
            c.dates.get(0),
            c.dates.get(c.size() - 1),
            Figures.price(c.last("close"), decimals),
            percent == null ? "" : " (" + Figures.signed(percent, 2) + " %)",
            Figures.price(Arrays.stream(c.get("high")).max().orElseThrow(), decimals),
            Figures.price(Arrays.stream(c.get("low")).min().orElseThrow(), decimals));
  }

  /** The figures, a list a column, null for NaN; nothing in it can end a script element. */
  private static String json(ChartColumns c) {
    StringBuilder json = new StringBuilder(20_000);
    json.append("{\"symbol\":\"").append(escapeJson(c.symbol));
    json.append("\",\"timeframe\":\"").append(c.timeframe.code());
    json.append("\",\"simulated\":").append(c.simulated);
    json.append(",\"date\":[");
    json.append(
        c.dates.stream().map(d -> '"' + d.toString() + '"').collect(Collectors.joining(",")));
    c.all()
        .forEach(
            (name, values) -> {
              json.append("],\"").append(name).append("\":[");
              for (int i = 0; i < values.length; i++) {
                json.append(i == 0 ? "" : ",").append(Figures.json(values[i], DIGITS));
              }
            });
    return json.append("]}").toString();
  }

  private static String escapeJson(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char ch : text.toCharArray()) {
      boolean plain = ch >= ' ' && ch < 0x7f && "\"\\<>&'".indexOf(ch) < 0;
      escaped.append(plain ? String.valueOf(ch) : "\\u%04x".formatted((int) ch));
    }
    return escaped.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Without indentation and lines of comment: thousands of pages carry this text. */
  private static String compact(String source) {
    return source
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.startsWith("/*"))
        .collect(Collectors.joining("\n"));
  }

  private static String resource(String name) {
    try (InputStream in = ChartPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the class path", e);
    }
  }
}
