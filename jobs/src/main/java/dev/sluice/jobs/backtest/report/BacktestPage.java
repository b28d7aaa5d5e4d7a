package dev.sluice.jobs.backtest.report;

import dev.sluice.domain.performance.DailySeries;
import dev.sluice.domain.performance.Metric;
import dev.sluice.domain.performance.MonthlyReturns;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A backtest as one page that asks nothing of any server and runs no script: drawings are SVG. It
 * is well-formed XML. The same run gives the same bytes; how long it took is not in it.
 */
public final class BacktestPage {
  private static final int EQUITY_HEIGHT = 300;
  private static final int WATER_HEIGHT = 180;
  private static final String STYLE = resource("report.css");

  private final BacktestPlan plan;
  private final BacktestResult result;
  private final Map<String, String> settings;
  private final DailySeries series;

  /**
   * @param settings of the run by name, in the order in which they are shown
   */
  public BacktestPage(BacktestPlan plan, BacktestResult result, Map<String, String> settings) {
    this.plan = plan;
    this.result = result;
    this.settings = settings;
    this.series = DailySeries.ofEquity(equity());
  }

  /** The equity before the first session and at the end of each. */
  private double[] equity() {
    List<PortfolioSnapshot> days = result.days();
    double[] equity = new double[days.size() + 1];
    equity[0] = plan.account().initialCash().doubleValue();
    for (int i = 0; i < days.size(); i++) {
      equity[i + 1] = days.get(i).equity().doubleValue();
    }
    return equity;
  }

  /** The page. */
  public String html() {
    String title =
        "Backtest of %s on %s"
            .formatted(
                plan.strategy().name(),
                String.join(", ", plan.feeds().stream().map(feed -> feed.name()).toList()));
    StringBuilder html = new StringBuilder(100_000);
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
    html.append(" style-src 'unsafe-inline'; img-src data:\"/>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>\n");
    html.append("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    html.append("<link rel=\"icon\" href=\"data:,\"/>\n");
    html.append("<title>").append(Html.escape(title)).append("</title>\n");
    html.append("<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<main>\n");
    html.append("<h1>").append(Html.escape(title)).append("</h1>\n");
    summary(html);
    curves(html);
    months(html);
    html.append("<h2>Trades</h2>\n").append(new SymbolSections(plan.feeds(), result).html());
    html.append("</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private void summary(StringBuilder html) {
    html.append("<div class=\"tables\">\n<table>\n<caption>Result</caption>\n<tbody>\n");
    html.append(Html.row("bars or ticks", Html.count(result.bars())));
    html.append(Html.row("rows refused", Html.count(result.refused().size())));
    html.append(Html.row("orders", Html.count(result.orders().size())));
    html.append(Html.row("denied", Html.count(result.denials())));
    denials().forEach((code, n) -> html.append(Html.row("denied: " + code, Html.count(n))));
    html.append(Html.row("fills", Html.count(result.fills().size())));
    html.append(Html.row("trades", Html.count(result.trades().size())));
    html.append(Html.row("final equity", result.finalEquity().toPlainString()));
    html.append(Html.row("final cash", result.finalCash().toPlainString()));
    html.append(Html.row("decisions", result.decisionsSha256()));
    html.append("</tbody></table>\n<table>\n<caption>Performance</caption>\n<tbody>\n");
    for (Map.Entry<String, Metric> figure : result.metrics().byKey().entrySet()) {
      html.append(Html.row(figure.getKey(), MetricText.of(figure.getKey(), figure.getValue())));
    }
    html.append("</tbody></table>\n<table>\n<caption>Settings</caption>\n<tbody>\n");
    settings.forEach((name, value) -> html.append(Html.row(name, value)));
    html.append("</tbody></table>\n</div>\n");
  }

  private Map<String, Long> denials() {
    Map<String, Long> denials = new TreeMap<>();
    for (Order order : result.orders()) {
      if (order.denialCode() != null) {
        denials.merge(order.denialCode(), 1L, Long::sum);
      }
    }
    return denials;
  }

  private void curves(StringBuilder html) {
    html.append("<h2>Equity</h2>\n");
    if (result.days().isEmpty()) {
      html.append("<p>There was no session.</p>\n");
      return;
    }
    List<String> labels = new ArrayList<>();
    labels.add("start");
    result.dates().stream().map(LocalDate::toString).forEach(labels::add);
    String span = labels.get(1) + " to " + labels.get(labels.size() - 1);
    String equity =
        "Equity at the end of each session, %s: from %s to %s"
            .formatted(
                span,
                plan.account().initialCash().toPlainString(),
                result.finalEquity().toPlainString());
    html.append(new CurveChart("equity", equity, equity(), labels, EQUITY_HEIGHT).svg("", false));
    html.append("<h2>Drawdown</h2>\n");
    double[] water = series.drawdowns();
    for (int i = 0; i < water.length; i++) {
      water[i] = 0.0 - 100 * water[i];
    }
    String drawdown =
        "How far equity is below its highest so far, %s: at most %s"
            .formatted(span, MetricText.of("max_drawdown", result.metrics().maxDrawdown()));
    html.append(
        new CurveChart("underwater", drawdown, water, labels, WATER_HEIGHT).svg(" %", true));
  }

  private void months(StringBuilder html) {
    html.append("<h2>Months</h2>\n");
    if (result.days().isEmpty()) {
      html.append("<p>There was no session.</p>\n");
      return;
    }
    MonthlyReturns returns = MonthlyReturns.of(result.dates(), series);
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"group\"");
    html.append(" aria-label=\"Return by month\"><table>\n");
    html.append("<caption>Return in percent; the first and last month may be parts</caption>\n");
    List<String> columns = new ArrayList<>(List.of("Year"));
    for (Month month : Month.values()) {
      columns.add(month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
    }
    columns.add("Year's");
    html.append(Html.head(columns.toArray(new String[0]))).append("<tbody>\n");
    returns
        .years()
        .forEach(
            (year, total) -> {
              html.append("<tr><th scope=\"row\">").append(year).append("</th>");
              for (Month month : Month.values()) {
                cell(html, returns.months().get(YearMonth.of(year, month)));
              }
              cell(html, total);
              html.append("</tr>\n");
            });
    html.append("</tbody></table></div>\n");
  }

  /** Blank where there was no day, a dash where there is no figure. */
  private static void cell(StringBuilder html, Metric metric) {
    if (metric == null) {
      html.append("<td></td>");
    } else if (!metric.isDefined()) {
      html.append("<td title=\"").append(Html.escape(metric.reason())).append("\">–</td>");
    } else {
      String sign = metric.value() < 0 ? "loss" : "gain";
      html.append("<td class=\"").append(sign).append("\">");
      html.append(MetricText.percent(metric.value())).append("</td>");
    }
  }

  private static String resource(String name) {
    try (InputStream in = BacktestPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the class path", e);
    }
  }
}
