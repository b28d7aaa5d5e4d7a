package dev.sluice.sinks.postgres;

import static dev.sluice.sinks.postgres.Column.instant;
import static dev.sluice.sinks.postgres.Column.json;
import static dev.sluice.sinks.postgres.Column.of;
import static dev.sluice.sinks.postgres.Column.ref;
import static dev.sluice.sinks.postgres.Column.self;

import java.util.List;
import java.util.Locale;

/**
 * The tables that records go to, in an order in which a parent comes before its children. The first
 * column is always the primary key.
 *
 * <p>A row that comes a second time changes nothing: rows with a version (or a bar's revision) are
 * replaced by one at least as new, all others are left as they are.
 */
enum Table {
  STRATEGIES(Guard.EARLIEST, of("id"), of("name"), of("description"), instant("created_at")),
  WORKFLOW_EXECUTIONS(
      Guard.VERSION,
      of("id"),
      ref("strategy_id", STRATEGIES),
      of("session_date"),
      instant("started_at"),
      instant("completed_at"),
      of("status"),
      of("symbols"),
      of("failures"),
      of("simulated"),
      of("version")),
  CHARTS(
      Guard.KEEP_FIRST,
      of("id"),
      ref("execution_id", WORKFLOW_EXECUTIONS),
      of("symbol"),
      of("timeframe"),
      of("chart_type"),
      of("chart_url_image"),
      of("chart_url_html"),
      of("bucket"),
      of("object_key"),
      of("html_object_key"),
      json("indicators_applied"),
      of("data_points"),
      of("start_date"),
      of("end_date"),
      of("price_current"),
      of("price_change_pct"),
      of("volume_avg"),
      instant("generated_at"),
      of("status"),
      of("simulated")),
  LLM_ANALYSES(
      Guard.KEEP_FIRST,
      of("id"),
      ref("execution_id", WORKFLOW_EXECUTIONS),
      ref("strategy_id", STRATEGIES),
      of("symbol"),
      ref("daily_chart_id", CHARTS),
      ref("weekly_chart_id", CHARTS),
      of("prompt_text"),
      of("response_text"),
      of("model_name"),
      json("indicators_metadata"),
      of("signal_type"),
      of("confidence_score"),
      of("trend_direction"),
      json("support_levels"),
      json("resistance_levels"),
      json("key_patterns"),
      of("tokens_used"),
      of("latency_ms"),
      of("cost"),
      instant("analyzed_at"),
      of("status"),
      of("failure"),
      of("simulated")),
  TRADING_SIGNALS(
      Guard.KEEP_FIRST,
      of("id"),
      ref("execution_id", WORKFLOW_EXECUTIONS),
      ref("strategy_id", STRATEGIES),
      ref("daily_chart_id", CHARTS),
      ref("weekly_chart_id", CHARTS),
      ref("llm_analysis_id", LLM_ANALYSES),
      of("symbol"),
      of("signal_type"),
      of("confidence"),
      of("entry"),
      of("stop"),
      of("target"),
      json("strategy_metadata"),
      instant("generated_at"),
      of("simulated"),
      of("order_type"),
      of("time_in_force"),
      of("limit_price"),
      of("stop_price"),
      of("trailing_amount"),
      of("trailing_percent")),
  ORDERS(
      Guard.VERSION,
      of("id"),
      of("client_order_id"),
      ref("signal_id", TRADING_SIGNALS),
      ref("execution_id", WORKFLOW_EXECUTIONS),
      self("parent_order_id"),
      of("account"),
      of("role"),
      of("symbol"),
      of("side"),
      of("type"),
      of("time_in_force"),
      of("quantity"),
      of("filled_quantity"),
      of("limit_price"),
      of("stop_price"),
      of("average_fill_price"),
      of("status"),
      of("denial_code"),
      of("reason"),
      instant("created_at"),
      instant("updated_at"),
      of("simulated"),
      of("version")),
  ORDER_EVENTS(
      Guard.KEEP_FIRST,
      of("id"),
      ref("client_order_id", ORDERS),
      of("version"),
      of("status"),
      of("filled_quantity"),
      of("denial_code"),
      of("reason"),
      instant("event_time")),
  TRADES(
      Guard.KEEP_FIRST,
      of("id"),
      ref("client_order_id", ORDERS),
      ref("signal_id", TRADING_SIGNALS),
      ref("execution_id", WORKFLOW_EXECUTIONS),
      of("account"),
      of("symbol"),
      of("side"),
      of("quantity"),
      of("price"),
      of("commission"),
      of("realized_pnl"),
      instant("event_time"),
      of("venue"),
      of("simulated")),
  PORTFOLIO_SNAPSHOTS(
      Guard.KEEP_FIRST,
      of("id"),
      of("account"),
      instant("event_time"),
      of("session_date"),
      of("cash"),
      of("equity"),
      of("day_pnl"),
      of("realized_pnl"),
      of("unrealized_pnl"),
      of("commissions"),
      of("peak_equity"),
      of("drawdown"),
      of("max_drawdown"),
      of("state"),
      of("reason"),
      json("positions"),
      of("working_orders"),
      of("simulated"),
      of("version")),
  ACCOUNTS(
      Guard.VERSION,
      of("id"),
      of("name"),
      of("cash"),
      of("equity"),
      of("day_pnl"),
      of("realized_pnl"),
      of("unrealized_pnl"),
      of("commissions"),
      of("peak_equity"),
      of("drawdown"),
      of("max_drawdown"),
      of("state"),
      of("reason"),
      instant("updated_at"),
      of("simulated"),
      of("version")),
  POSITIONS(
      Guard.VERSION,
      of("id"),
      of("account"),
      of("symbol"),
      of("quantity"),
      of("average_price"),
      of("realized_pnl"),
      of("market_price"),
      of("unrealized_pnl"),
      instant("updated_at"),
      of("simulated"),
      of("version")),
  CONTROLS(
      Guard.KEEP_FIRST,
      of("id"),
      of("account"),
      of("action"),
      of("reason"),
      of("requested_by"),
      instant("effective_at")),
  ARTIFACTS(
      Guard.KEEP_FIRST,
      of("id"),
      ref("execution_id", WORKFLOW_EXECUTIONS),
      of("kind"),
      of("symbol"),
      of("title"),
      of("subject_id"),
      of("bucket"),
      of("object_key"),
      of("content_type"),
      instant("created_at"),
      of("simulated")),
  DEAD_LETTERS(
      Guard.KEEP_FIRST,
      of("id"),
      of("topic"),
      of("partition"),
      of("\"offset\""),
      of("symbol"),
      of("code"),
      of("reason"),
      of("raw"),
      instant("event_time")),
  BARS(
      Guard.REVISION,
      of("id"),
      of("symbol"),
      of("timeframe"),
      instant("start_time"),
      instant("end_time"),
      of("session_date"),
      of("open"),
      of("high"),
      of("low"),
      of("close"),
      of("volume"),
      of("trades"),
      of("vwap"),
      of("revision"),
      of("split_factor"),
      of("dividend"),
      of("source"),
      of("simulated"),
      of("history"),
      instant("first_event"),
      instant("last_event"),
      of("complete")),
  INDICATORS(
      Guard.REVISION,
      of("id"),
      of("symbol"),
      of("timeframe"),
      instant("end_time"),
      of("session_date"),
      of("close"),
      of("revision"),
      of("sma_10"),
      of("sma_20"),
      of("sma_50"),
      of("sma_200"),
      of("ema_12"),
      of("ema_26"),
      of("macd"),
      of("macd_signal"),
      of("macd_histogram"),
      of("rsi_14"),
      of("bollinger_upper"),
      of("bollinger_middle"),
      of("bollinger_lower"),
      of("stochastic_k"),
      of("stochastic_d"),
      of("williams_r_14"),
      of("atr_14"),
      of("adx_14"),
      of("volatility_20"),
      of("volume_sma_20"),
      of("volume_roc_14"),
      of("obv"),
      json("custom")),
  DATA_QUALITY(
      Guard.REVISION,
      of("id"),
      of("symbol"),
      of("topic"),
      of("session_date"),
      of("revision"),
      of("records"),
      of("rejected"),
      json("findings"),
      instant("as_of"),
      of("simulated")),
  ACCOUNT_LIMITS(
      Guard.LATEST,
      of("id"),
      of("account"),
      of("name"),
      of("subject"),
      of("unit"),
      of("value"),
      of("configured"),
      of("used"),
      of("distance"),
      of("room"),
      instant("event_time"),
      of("simulated")),
  ACCOUNT_BUCKETS(
      Guard.LATEST,
      of("id"),
      of("account"),
      of("name"),
      of("share"),
      of("budget"),
      of("exposure"),
      of("max_position_share"),
      of("largest_position"),
      of("largest_symbol"),
      of("max_daily_loss"),
      of("day_pnl"),
      instant("event_time"),
      of("simulated"));

  private final Guard guard;
  private final List<Column> columns;
  private final int guardIndex;
  private final String upsert;

  Table(Guard guard, Column... columns) {
    this.guard = guard;
    this.columns = List.of(columns);
    this.guardIndex =
        this.columns.stream().map(Column::name).toList().indexOf(String.valueOf(guard.column()));
    this.upsert = guard.upsert(sqlName(), this.columns);
  }

  /** The name in SQL. */
  String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<Column> columns() {
    return columns;
  }

  /** The table whose id a column refers to; null where it refers to none. */
  Table parent(Column column) {
    return column.kind() == Column.Kind.SELF ? this : column.parent();
  }

  /** Inserts a row, or replaces the one there by the table's rule. */
  String upsert() {
    return upsert;
  }

  /**
   * As {@link #upsert()} of any number of rows; see {@link Guard#upsertAll}.
   *
   * @param types in SQL, in the order of the columns
   */
  String upsertAll(List<String> types) {
    return guard.upsertAll(sqlName(), columns, types);
  }

  /** Of two rows of the same id, the one that the table keeps; the second where both are equal. */
  @SuppressWarnings("unchecked")
  Row keep(Row first, Row second) {
    if (guard == Guard.KEEP_FIRST) {
      return first;
    }
    Comparable<Object> one = (Comparable<Object>) first.values().get(guardIndex);
    Comparable<Object> other = (Comparable<Object>) second.values().get(guardIndex);
    if (one == null || other == null) {
      return one == null ? second : first;
    }
    int order = one.compareTo(other);
    boolean secondWins = guard == Guard.EARLIEST ? order > 0 : order <= 0;
    return secondWins ? second : first;
  }
}
