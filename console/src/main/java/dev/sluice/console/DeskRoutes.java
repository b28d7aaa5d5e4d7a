package dev.sluice.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.trading.OrderStatus;
import dev.sluice.domain.trading.Side;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;

/** What the accounts hold, did and are doing, and the market around it. */
final class DeskRoutes {
  private static final String TIMEFRAMES = "1s, 1m, 5m, 15m, 1h, 1d or 1w";

  private final Rows rows;
  private final DeskState state;

  DeskRoutes(Rows rows, DeskState state) {
    this.rows = rows;
    this.state = state;
  }

  void register(RoutesConfig routes) {
    routes.get("/api/desk", ctx -> Answers.json(ctx, state.snapshot()));
    routes.get("/api/equity", this::equity);
    routes.get("/api/positions", this::positions);
    routes.get("/api/orders", this::orders);
    routes.get("/api/orders/{id}", this::order);
    routes.get("/api/trades", this::trades);
    routes.get("/api/symbols", this::symbols);
    routes.get("/api/bars", ctx -> series(ctx, Select.BARS, "end_time"));
    routes.get("/api/indicators", ctx -> series(ctx, Select.INDICATORS, "end_time"));
  }

  /**
   * The account from the close of the first decisions on: before it, it only stood by, and is
   * answered as it is. Of each of so many equal shares the last snapshot, so that the end is exact.
   * Half of the shares are of the latest session, so that it stays readable however long the desk
   * has run; what one half does not need the other gets.
   */
  private void equity(Context ctx) {
    String account = Filter.required(ctx, "account", "the name of an account");
    int points = Filter.number(ctx, "points", 600, 2, 5000);
    List<ObjectNode> items =
        rows.all(
            "with mine as (select event_time, session_date, version, equity, cash, drawdown,"
                + " day_pnl, state from portfolio_snapshots where account = ?),"
                + " kept as (select *, session_date = (select max(session_date) from mine) as"
                + " latest from mine where event_time >= coalesce((select max(event_time) from mine"
                + " where event_time <= coalesce((select min(started_at) from workflow_executions),"
                + " 'infinity')), '-infinity')),"
                + " counted as (select *, count(*) over () - count(*) over (partition by latest)"
                + " as others from kept),"
                + " shared as (select *, ntile(greatest(? / 2, ? - others)::int) over (partition by"
                + " latest order by version) as share from counted),"
                + " placed as (select *, row_number() over (partition by latest, share order by"
                + " version desc) as place from shared)"
                + " select event_time, equity, cash, drawdown, day_pnl, state from placed where"
                + " place = 1 order by version",
            account,
            points,
            points);
    Answers.items(ctx, items);
  }

  private void positions(Context ctx) {
    Filter filter = new Filter(ctx).equal("account", "account").equal("symbol", "symbol");
    if (!"true".equals(Filter.text(ctx, "closed"))) {
      filter.add("quantity <> 0");
    }
    Answers.items(
        ctx,
        rows.all(
            Select.POSITIONS + filter.where() + " order by account, symbol", filter.parameters()));
  }

  private void orders(Context ctx) {
    Filter filter =
        new Filter(ctx)
            .equal("o.account", "account")
            .equal("o.symbol", "symbol")
            .equal("o.role", "role")
            .equal("o.signal_id", "signal")
            .equal("o.denial_code", "denial")
            .oneOf("o.side", "side", Side.class)
            .between("o.created_at");
    String status = Filter.text(ctx, "status");
    if ("WORKING".equals(status)) {
      filter.add("o.status in ('CREATED', 'SUBMITTED', 'ACCEPTED', 'PARTIALLY_FILLED', 'UNKNOWN')");
    } else {
      filter.oneOf("o.status", "status", OrderStatus.class);
    }
    Answers.page(
        ctx,
        rows,
        Select.ORDERS,
        "from orders o",
        filter,
        " order by o.created_at desc, o.client_order_id",
        "orders");
  }

  private void order(Context ctx) {
    String id = ctx.pathParam("id");
    ObjectNode order =
        rows.first(Select.ORDERS + " where o.client_order_id = ? or o.id = ?", id, id)
            .orElseThrow(() -> Problem.notFound("order", id));
    String clientOrderId = order.path("id").asText();
    ObjectNode body = Answers.MAPPER.createObjectNode();
    body.set("order", order);
    body.set("events", Answers.MAPPER.valueToTree(rows.all(Select.ORDER_EVENTS, clientOrderId)));
    body.set(
        "trades",
        Answers.MAPPER.valueToTree(
            rows.all(
                Select.TRADES + " where client_order_id = ? order by event_time, id",
                clientOrderId)));
    body.set(
        "related",
        Answers.MAPPER.valueToTree(
            rows.all(
                Select.ORDERS
                    + " where o.client_order_id <> ? and o.signal_id = (select signal_id from"
                    + " orders where client_order_id = ?) order by o.created_at",
                clientOrderId,
                clientOrderId)));
    Answers.json(ctx, body);
  }

  private void trades(Context ctx) {
    Filter filter =
        new Filter(ctx)
            .equal("account", "account")
            .equal("symbol", "symbol")
            .equal("client_order_id", "order")
            .equal("signal_id", "signal")
            .oneOf("side", "side", Side.class)
            .between("event_time");
    Answers.page(
        ctx, rows, Select.TRADES, "from trades", filter, " order by event_time desc, id", "trades");
  }

  private void symbols(Context ctx) {
    List<ObjectNode> items =
        rows.all(
            "select distinct on (symbol) symbol, close, end_time as \"end\", simulated from bars"
                + " where timeframe = '1d' order by symbol, end_time desc");
    var marks = state.marks();
    items.forEach(
        item -> {
          ObjectNode mark = marks.get(item.path("symbol").asText());
          item.set("mark", mark == null ? null : mark.get("price"));
        });
    Answers.items(ctx, items);
  }

  /** The last bars of a symbol, oldest first. */
  private void series(Context ctx, String select, String time) {
    String symbol = Filter.required(ctx, "symbol", "a ticker, for example AAPL");
    String code = Filter.required(ctx, "timeframe", TIMEFRAMES);
    try {
      Timeframe.of(code);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("timeframe", code, TIMEFRAMES);
    }
    int limit = Filter.number(ctx, "limit", 300, 1, 5000);
    Filter filter =
        new Filter(ctx).add("symbol = ?", symbol).add("timeframe = ?", code).between(time);
    List<ObjectNode> items =
        rows.all(
            select + filter.where() + " order by " + time + " desc limit ?",
            filter.parameters(limit));
    Collections.reverse(items);
    Answers.items(ctx, items);
  }
}
