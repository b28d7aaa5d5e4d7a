package dev.sluice.jobs.backtest.report;

import dev.sluice.domain.performance.ClosedTrade;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * A backtest as files: the page, and the ledger as CSV. All are UTF-8; the same run gives the same
 * bytes. Times are ISO-8601 in UTC, a field without a value is empty.
 */
public final class ReportFiles {
  private static final String ORDERS =
      "id,created_at,updated_at,account,role,symbol,side,type,time_in_force,quantity,"
          + "filled_quantity,limit_price,stop_price,average_fill_price,status,denial_code,reason";
  private static final String CHANGES =
      "id,version,updated_at,symbol,status,quantity,filled_quantity,limit_price,stop_price,"
          + "average_fill_price,denial_code,reason";
  private static final String FILLS =
      "id,order_id,event_time,account,symbol,side,quantity,price,commission,realized_pnl";
  private static final String TRADES =
      "symbol,entry_time,exit_time,side,quantity,entry_price,exit_price,commission,pnl";
  private static final String EQUITY = "date,equity,cash,drawdown";

  private final BacktestPlan plan;
  private final BacktestResult result;
  private final Map<String, String> settings;

  /**
   * @param settings of the run by name, as {@link BacktestPage} shows them
   */
  public ReportFiles(BacktestPlan plan, BacktestResult result, Map<String, String> settings) {
    this.plan = plan;
    this.result = result;
    this.settings = settings;
  }

  /**
   * Writes {@code report.html}, {@code orders.csv}, {@code order_changes.csv}, {@code fills.csv},
   * {@code trades.csv} and {@code equity.csv}, the page last. Files of these names are replaced,
   * others left alone.
   *
   * @param directory is made where it is not there
   * @throws IOException where it cannot be written
   */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    // Without its page an earlier report is none: a run that ends half-way leaves no mixture.
    Files.deleteIfExists(directory.resolve("report.html"));
    write(directory, "orders.csv", ORDERS, result.orders(), ReportFiles::order);
    write(directory, "order_changes.csv", CHANGES, result.orderChanges(), ReportFiles::change);
    write(directory, "fills.csv", FILLS, result.fills(), ReportFiles::fill);
    write(directory, "trades.csv", TRADES, result.trades(), ReportFiles::trade);
    write(directory, "equity.csv", EQUITY, result.days(), ReportFiles::day);
    String page = new BacktestPage(plan, result, settings).html();
    Files.writeString(directory.resolve("report.html"), page);
  }

  private static <T> void write(
      Path directory, String name, String head, List<T> rows, Function<T, String> line)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(directory.resolve(name))) {
      out.write(head + '\n');
      for (T row : rows) {
        out.write(line.apply(row) + '\n');
      }
    }
  }

  private static String order(Order o) {
    return line(
        o.id(),
        o.createdAt(),
        o.updatedAt(),
        o.account(),
        o.role(),
        o.symbol(),
        o.side(),
        o.type(),
        o.timeInForce(),
        o.quantity(),
        o.filledQuantity(),
        o.limitPrice(),
        o.stopPrice(),
        o.averageFillPrice(),
        o.status(),
        o.denialCode(),
        o.reason());
  }

  private static String change(Order o) {
    return line(
        o.id(),
        o.version(),
        o.updatedAt(),
        o.symbol(),
        o.status(),
        o.quantity(),
        o.filledQuantity(),
        o.limitPrice(),
        o.stopPrice(),
        o.averageFillPrice(),
        o.denialCode(),
        o.reason());
  }

  private static String fill(Fill f) {
    return line(
        f.id(),
        f.orderId(),
        f.eventTime(),
        f.account(),
        f.symbol(),
        f.side(),
        f.quantity(),
        f.price(),
        f.commission(),
        f.realizedPnl());
  }

  private static String trade(ClosedTrade t) {
    return line(
        t.symbol(),
        t.entryTime(),
        t.exitTime(),
        t.side(),
        t.quantity(),
        t.entryPrice(),
        t.exitPrice(),
        t.commission(),
        t.pnl());
  }

  /** Such a file is what ./sluice performance reads. */
  private static String day(PortfolioSnapshot day) {
    return line(day.sessionDate(), day.equity(), day.cash(), day.drawdown());
  }

  private static String line(Object... fields) {
    StringJoiner line = new StringJoiner(",");
    for (Object field : fields) {
      line.add(text(field));
    }
    return line.toString();
  }

  private static String text(Object field) {
    if (field == null) {
      return "";
    }
    String text = field instanceof BigDecimal decimal ? decimal.toPlainString() : field.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
