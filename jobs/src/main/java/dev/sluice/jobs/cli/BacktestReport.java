package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.domain.performance.ClosedTrade;
import dev.sluice.domain.performance.Metric;
import dev.sluice.domain.trading.Fill;
import dev.sluice.domain.trading.Order;
import dev.sluice.domain.trading.PortfolioSnapshot;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What a backtest says: for people, for programs, and as files. */
final class BacktestReport {
  private final BacktestPlan plan;
  private final BacktestResult result;

  BacktestReport(BacktestPlan plan, BacktestResult result) {
    this.plan = plan;
    this.result = result;
  }

  /** The keys that docs/backtest.md names, decimals as they are, undefined metrics null. */
  void printJson(PrintWriter out) {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
      Map<String, Metric> figures = result.metrics().byKey();
      json.writeStartObject();
      json.writeNumberField("bars", result.bars());
      json.writeNumberField("orders", result.orders().size());
      json.writeNumberField("fills", result.fills().size());
      json.writeNumberField("denials", result.denials());
      json.writeNumberField("refused", result.refused().size());
      json.writeNumberField("final_equity", result.finalEquity());
      json.writeNumberField("final_cash", result.finalCash());
      json.writeObjectFieldStart("metrics");
      PerformanceTable.writeFigures(figures, json);
      json.writeEndObject();
      PerformanceTable.writeReasons(figures, json);
      json.writeArrayFieldStart("trades");
      for (ClosedTrade trade : result.trades()) {
        write(trade, json);
      }
      json.writeEndArray();
      json.writeStringField("decisions_sha256", result.decisionsSha256());
      json.writeNumberField("seconds", result.seconds());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print("\n");
  }

  private static void write(ClosedTrade trade, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("symbol", trade.symbol());
    json.writeStringField("entry_time", trade.entryTime().toString());
    json.writeStringField("exit_time", trade.exitTime().toString());
    json.writeStringField("side", trade.side().name());
    json.writeNumberField("quantity", trade.quantity());
    json.writeNumberField("entry_price", trade.entryPrice());
    json.writeNumberField("exit_price", trade.exitPrice());
    json.writeNumberField("commission", trade.commission());
    json.writeNumberField("pnl", trade.pnl());
    json.writeEndObject();
  }

  /** A table for people. */
  void printText(PrintWriter out) {
    row(out, "strategy", plan.strategy().name() + " on " + plan.strategy().timeframe().code());
    row(out, "bars or ticks", Long.toString(result.bars()));
    row(out, "orders", result.orders().size() + ", " + result.denials() + " denied");
    row(out, "fills", Integer.toString(result.fills().size()));
    row(out, "trades", Integer.toString(result.trades().size()));
    row(out, "rows refused", Integer.toString(result.refused().size()));
    row(out, "final equity", result.finalEquity().toPlainString());
    row(out, "final cash", result.finalCash().toPlainString());
    for (Map.Entry<String, Metric> figure : result.metrics().byKey().entrySet()) {
      Metric metric = figure.getValue();
      row(
          out,
          figure.getKey(),
          metric.isDefined() ? "%.6g".formatted(metric.value()) : "- (" + metric.reason() + ")");
    }
    row(out, "decisions", result.decisionsSha256());
    row(out, "seconds", "%.2f".formatted(result.seconds()));
  }

  private static void row(PrintWriter out, String name, String value) {
    out.print("%-16s %s%n".formatted(name, value));
  }

  /**
   * Writes the ledger: {@code orders.csv}, {@code fills.csv}, {@code trades.csv} and {@code
   * equity.csv}.
   *
   * @throws IOException where the directory cannot be written
   */
  void writeLedger(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> orders = new ArrayList<>();
    orders.add(
        "id,created_at,updated_at,account,role,symbol,side,type,time_in_force,quantity,"
            + "filled_quantity,limit_price,stop_price,average_fill_price,status,denial_code,reason");
    for (Order o : result.orders()) {
      orders.add(
          line(
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
              o.reason()));
    }
    write(directory, "orders.csv", orders);
    write(directory, "fills.csv", fills());
    write(directory, "trades.csv", trades());
    write(directory, "equity.csv", equity());
  }

  private List<String> fills() {
    List<String> lines = new ArrayList<>();
    lines.add("id,order_id,event_time,account,symbol,side,quantity,price,commission,realized_pnl");
    for (Fill f : result.fills()) {
      lines.add(
          line(
              f.id(),
              f.orderId(),
              f.eventTime(),
              f.account(),
              f.symbol(),
              f.side(),
              f.quantity(),
              f.price(),
              f.commission(),
              f.realizedPnl()));
    }
    return lines;
  }

  private List<String> trades() {
    List<String> lines = new ArrayList<>();
    lines.add("symbol,entry_time,exit_time,side,quantity,entry_price,exit_price,commission,pnl");
    for (ClosedTrade t : result.trades()) {
      lines.add(
          line(
              t.symbol(),
              t.entryTime(),
              t.exitTime(),
              t.side(),
              t.quantity(),
              t.entryPrice(),
              t.exitPrice(),
              t.commission(),
              t.pnl()));
    }
    return lines;
  }

  /** Such a file is what ./sluice performance reads. */
  private List<String> equity() {
    List<String> lines = new ArrayList<>();
    lines.add("date,equity,cash,drawdown");
    for (PortfolioSnapshot day : result.days()) {
      lines.add(line(day.sessionDate(), day.equity(), day.cash(), day.drawdown()));
    }
    return lines;
  }

  private static void write(Path directory, String name, List<String> lines) throws IOException {
    Files.write(directory.resolve(name), lines, StandardCharsets.UTF_8);
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
