package dev.sluice.jobs.backtest.report;

import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.domain.performance.ClosedTrade;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.OrderRole;
import dev.sluice.domain.trading.Side;
import dev.sluice.jobs.backtest.BacktestResult;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Candles with fills, and the trades, of each symbol that was traded. A page must open: of a large
 * run a part is drawn, and what is left out is said.
 */
final class SymbolSections {
  /** Symbols with a section: those with the most fills. */
  static final int SYMBOLS = 12;

  /** Sessions of a drawing: the last ones. */
  static final int SESSIONS = 1500;

  /** Fills that are marked in a drawing, and trades in a table: the last ones. */
  static final int ROWS = 250;

  /** Names of symbols that are left out. */
  private static final int NAMED = 30;

  private final ExchangeCalendar calendar = ExchangeCalendar.nyse();
  private final Map<String, List<Fill>> fills = new TreeMap<>();
  private final Map<String, List<ClosedTrade>> trades = new TreeMap<>();
  private final Set<String> entries = new HashSet<>();
  private final List<String> drawn;
  private final Map<String, DailyCandles> candles;

  SymbolSections(List<FeedSource> feeds, BacktestResult result) {
    for (Fill fill : result.fills()) {
      fills.computeIfAbsent(fill.symbol(), symbol -> new ArrayList<>()).add(fill);
    }
    for (ClosedTrade trade : result.trades()) {
      trades.computeIfAbsent(trade.symbol(), symbol -> new ArrayList<>()).add(trade);
    }
    for (Order order : result.orders()) {
      if (order.role().equals(OrderRole.ENTRY.name())) {
        entries.add(order.id());
      }
    }
    drawn =
        fills.keySet().stream()
            .sorted(
                Comparator.comparingInt((String symbol) -> -fills.get(symbol).size())
                    .thenComparing(Comparator.naturalOrder()))
            .limit(SYMBOLS)
            .sorted()
            .toList();
    candles = DailyCandles.of(feeds, new TreeSet<>(drawn));
  }

  /** All sections, or that there was no trade. */
  String html() {
    if (drawn.isEmpty()) {
      return "<p>Nothing was bought or sold.</p>\n";
    }
    StringBuilder html = new StringBuilder();
    html.append(
        "<p>Triangles that point up are bought, those that point down sold; full ones enter,"
            + " hollow ones leave. Candles and their marks are on the scale of the last session;"
            + " the tables have prices as they were paid. All trades are in trades.csv.</p>\n");
    html.append(leftOut());
    for (int i = 0; i < drawn.size(); i++) {
      section(html, drawn.get(i), i);
    }
    return html.toString();
  }

  private String leftOut() {
    List<String> others = fills.keySet().stream().filter(s -> !drawn.contains(s)).toList();
    if (others.isEmpty()) {
      return "";
    }
    String names = String.join(", ", others.subList(0, Math.min(NAMED, others.size())));
    String more = others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : "";
    return "<p class=\"left-out\">Not drawn, since they have fewer fills: %s%s.</p>\n"
        .formatted(Html.escape(names), more);
  }

  private void section(StringBuilder html, String symbol, int number) {
    String name = Html.escape(symbol);
    html.append("<section aria-labelledby=\"symbol-%d\">\n".formatted(number));
    html.append("<h3 id=\"symbol-%d\">%s</h3>\n".formatted(number, name));
    DailyCandles days = candles.get(symbol);
    if (days == null || days.dates().isEmpty()) {
      html.append("<p>There is no price within a session to draw.</p>\n");
    } else {
      chart(html, symbol, days, number);
    }
    trades(html, symbol);
    html.append("</section>\n");
  }

  private void chart(StringBuilder html, String symbol, DailyCandles days, int number) {
    List<LocalDate> all = days.dates();
    List<LocalDate> dates = last(all, SESSIONS);
    List<CandleChart.Mark> marks = new ArrayList<>();
    for (Fill fill : fills.get(symbol)) {
      LocalDate date = calendar.dateOf(fill.eventTime());
      if (!date.isBefore(dates.get(0))) {
        marks.add(
            new CandleChart.Mark(
                date, fill.side() == Side.BUY, entries.contains(fill.orderId()), text(fill)));
      }
    }
    List<CandleChart.Mark> marked = last(marks, ROWS);
    int unmarked = fills.get(symbol).size() - marked.size();
    if (dates.size() < all.size() || unmarked > 0) {
      html.append(
          "<p class=\"left-out\">Drawn are the last %s of %s sessions; %s of %s fills are earlier"
                  .formatted(
                      Html.count(dates.size()),
                      Html.count(all.size()),
                      Html.count(unmarked),
                      Html.count(fills.get(symbol).size()))
              + " and not marked.</p>\n");
    }
    String title =
        "%s, daily candles from %s to %s with %d fills%s"
            .formatted(
                symbol,
                dates.get(0),
                dates.get(dates.size() - 1),
                marked.size(),
                days.isAdjusted() ? ", prices before a split on the scale behind it" : "");
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
    html.append(Html.escape(title)).append("\">\n");
    html.append(new CandleChart("candles-" + number, title, dates, days).svg(marked));
    html.append("</div>\n");
  }

  private static String text(Fill fill) {
    return "%s %s at %s, %s"
        .formatted(
            fill.side() == Side.BUY ? "Bought" : "Sold",
            fill.quantity().toPlainString(),
            fill.price().toPlainString(),
            fill.eventTime());
  }

  private void trades(StringBuilder html, String symbol) {
    List<ClosedTrade> all = trades.getOrDefault(symbol, List.of());
    if (all.isEmpty()) {
      html.append("<p>No trade is over.</p>\n");
      return;
    }
    List<ClosedTrade> shown = last(all, ROWS);
    html.append("<details><summary>%s trades".formatted(Html.count(all.size())));
    html.append(shown.size() < all.size() ? ", the last " + shown.size() + " here" : "");
    html.append("</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
    html.append("Trades of %s\"><table>\n".formatted(Html.escape(symbol)));
    html.append("<caption>Trades of %s, times in UTC</caption>\n".formatted(Html.escape(symbol)));
    html.append(
        Html.head(
            "Entry",
            "Exit",
            "Side",
            "Quantity",
            "Entry price",
            "Exit price",
            "Commission",
            "Profit or loss"));
    html.append("<tbody>\n");
    shown.forEach(trade -> row(html, trade));
    html.append("</tbody></table></div></details>\n");
  }

  private static void row(StringBuilder html, ClosedTrade trade) {
    html.append("<tr><th scope=\"row\">").append(trade.entryTime()).append("</th>");
    cell(html, trade.exitTime().toString());
    cell(html, trade.side().name());
    cell(html, trade.quantity());
    cell(html, trade.entryPrice());
    cell(html, trade.exitPrice());
    cell(html, trade.commission());
    cell(html, trade.pnl());
    html.append("</tr>\n");
  }

  private static void cell(StringBuilder html, BigDecimal figure) {
    cell(html, figure.toPlainString());
  }

  private static void cell(StringBuilder html, String text) {
    html.append("<td>").append(Html.escape(text)).append("</td>");
  }

  private static <T> List<T> last(List<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }
}
