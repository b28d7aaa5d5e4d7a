package dev.sluice.jobs.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.domain.performance.ClosedTrade;
import dev.sluice.domain.performance.Metric;
import dev.sluice.jobs.backtest.BacktestPlan;
import dev.sluice.jobs.backtest.BacktestResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a backtest says on standard output: for people and for programs. */
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
}
