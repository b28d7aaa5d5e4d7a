package dev.sluice.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.analysis.SignalType;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Signals, what led to them and what came of them. */
final class DecisionRoutes {
  private static final String EXECUTION_ORDER = " order by w.started_at desc, w.id";
  private final Rows rows;

  DecisionRoutes(Rows rows) {
    this.rows = rows;
  }

  void register(RoutesConfig routes) {
    routes.get("/api/signals", this::signals);
    routes.get("/api/signals/{id}", this::signal);
    routes.get("/api/executions", this::executions);
    routes.get("/api/executions/{id}", this::execution);
  }

  private void signals(Context ctx) {
    Filter filter =
        new Filter(ctx)
            .equal("s.symbol", "symbol")
            .equal("st.name", "strategy")
            .equal("s.execution_id", "execution")
            .oneOf("s.signal_type", "type", SignalType.class)
            .between("s.generated_at");
    Answers.page(
        ctx,
        rows,
        Select.SIGNALS,
        "from trading_signals s join strategies st on st.id = s.strategy_id",
        filter,
        " order by s.generated_at desc, s.symbol",
        "signals");
  }

  /** The whole lineage: charts, analysis, signal, orders with their events, trades. */
  private void signal(Context ctx) {
    String id = ctx.pathParam("id");
    ObjectNode signal =
        rows.first(Select.SIGNALS + " where s.id = ?", id)
            .orElseThrow(() -> Problem.notFound("signal", id));
    ObjectNode body = Answers.MAPPER.createObjectNode();
    body.set("signal", signal);
    body.set(
        "analysis",
        rows.first(Select.ANALYSES + " where a.id = ?", text(signal, "analysis_id")).orElse(null));
    body.set(
        "charts",
        Answers.MAPPER.valueToTree(
            rows.all(
                Select.CHARTS + " where id in (?, ?) order by timeframe",
                text(signal, "daily_chart_id"),
                text(signal, "weekly_chart_id"))));
    body.set(
        "execution",
        rows.first(Select.EXECUTIONS + " where w.id = ?", text(signal, "execution_id"))
            .orElse(null));
    body.set(
        "orders",
        Answers.MAPPER.valueToTree(
            rows.all(Select.ORDERS + " where o.signal_id = ? order by o.created_at, o.role", id)));
    body.set(
        "trades",
        Answers.MAPPER.valueToTree(
            rows.all(Select.TRADES + " where signal_id = ? order by event_time, id", id)));
    Answers.json(ctx, body);
  }

  private void executions(Context ctx) {
    Filter filter =
        new Filter(ctx)
            .equal("st.name", "strategy")
            .equal("w.status", "status")
            .between("w.started_at");
    Answers.page(
        ctx,
        rows,
        Select.EXECUTIONS,
        "from workflow_executions w join strategies st on st.id = w.strategy_id",
        filter,
        EXECUTION_ORDER,
        "executions");
  }

  private void execution(Context ctx) {
    String id = ctx.pathParam("id");
    ObjectNode execution =
        rows.first(Select.EXECUTIONS + " where w.id = ?", id)
            .orElseThrow(() -> Problem.notFound("execution", id));
    ObjectNode body = Answers.MAPPER.createObjectNode();
    body.set("execution", execution);
    body.set(
        "signals",
        Answers.MAPPER.valueToTree(
            rows.all(Select.SIGNALS + " where s.execution_id = ? order by s.symbol", id)));
    body.set(
        "failures",
        Answers.MAPPER.valueToTree(
            rows.all(
                "select id, symbol, status, failure from llm_analyses where execution_id = ? and"
                    + " status <> 'OK' order by symbol",
                id)));
    body.set(
        "artifacts",
        Answers.MAPPER.valueToTree(
            rows.all(
                Select.ARTIFACTS + " where a.execution_id = ? order by a.kind, a.symbol, a.id",
                id)));
    Answers.json(ctx, body);
  }

  private static String text(ObjectNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }
}
