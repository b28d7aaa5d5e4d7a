package dev.sluice.console;

/**
 * The columns of each list. They carry the names of the records on Kafka, so that what is pushed
 * and what is asked for look the same.
 */
final class Select {
  static final String ACCOUNTS =
      "select name as account, state, reason, cash, equity, day_pnl, realized_pnl, unrealized_pnl,"
          + " commissions, peak_equity, drawdown, max_drawdown, updated_at as event_time, version,"
          + " simulated from accounts order by name";
  static final String POSITIONS =
      "select account, symbol, quantity, average_price, realized_pnl, market_price,"
          + " unrealized_pnl, updated_at, version, simulated from positions";
  static final String ORDERS =
      "select o.client_order_id as id, o.account, o.signal_id, o.execution_id,"
          + " p.client_order_id as parent_id, o.role, o.symbol, o.side, o.type, o.time_in_force,"
          + " o.quantity, o.filled_quantity, o.limit_price, o.stop_price, o.average_fill_price,"
          + " o.status, o.denial_code, o.reason, o.created_at, o.updated_at, o.version, o.simulated"
          + " from orders o left join orders p on p.id = o.parent_order_id";
  static final String ORDER_EVENTS =
      "select version, status, filled_quantity, denial_code, reason, event_time from order_events"
          + " where client_order_id = ? order by version";
  static final String TRADES =
      "select id, client_order_id as order_id, signal_id, execution_id, account, symbol, side,"
          + " quantity, price, commission, realized_pnl, event_time, venue, simulated from trades";
  static final String SIGNALS =
      "select s.id, s.execution_id, st.name as strategy, s.symbol, s.signal_type as type,"
          + " s.confidence, s.entry, s.stop, s.target, s.generated_at as event_time,"
          + " s.llm_analysis_id as analysis_id, s.daily_chart_id, s.weekly_chart_id,"
          + " s.strategy_metadata as metadata, s.simulated"
          + " from trading_signals s join strategies st on st.id = s.strategy_id";
  static final String ANALYSES =
      "select a.id, a.execution_id, st.name as strategy, a.symbol, a.daily_chart_id,"
          + " a.weekly_chart_id, a.prompt_text as prompt, a.response_text as response,"
          + " a.model_name as model, a.indicators_metadata as indicators, a.signal_type as signal,"
          + " a.confidence_score as confidence, a.trend_direction as trend, a.support_levels,"
          + " a.resistance_levels, a.key_patterns as patterns, a.tokens_used, a.latency_ms, a.cost,"
          + " a.analyzed_at, a.status, a.failure, a.simulated"
          + " from llm_analyses a join strategies st on st.id = a.strategy_id";
  static final String CHARTS =
      "select id, execution_id, symbol, timeframe, chart_type, bucket, object_key as image_key,"
          + " html_object_key as html_key, indicators_applied, data_points, start_date, end_date,"
          + " price_current, price_change_pct, volume_avg as volume_average, generated_at, status,"
          + " simulated from charts";
  static final String EXECUTIONS =
      "select w.id, st.name as strategy, w.session_date, w.started_at, w.completed_at, w.status,"
          + " w.symbols, w.failures, w.version, w.simulated"
          + " from workflow_executions w join strategies st on st.id = w.strategy_id";
  static final String ARTIFACTS =
      "select a.id, a.execution_id, a.kind, a.symbol, a.title, a.subject_id, a.bucket,"
          + " a.object_key, a.content_type, a.created_at, a.simulated from artifacts a";
  static final String SNAPSHOTS =
      "select account, event_time, session_date, cash, equity, day_pnl, realized_pnl,"
          + " unrealized_pnl, commissions, peak_equity, drawdown, max_drawdown, state, reason,"
          + " working_orders, version, simulated from portfolio_snapshots";
  static final String CONTROLS =
      "select id, account, action, reason, requested_by, effective_at from controls";
  static final String LIMITS =
      "select r.account, r.name, r.subject, r.unit, r.value as \"limit\", r.configured, r.used,"
          + " r.distance, r.room, r.event_time, r.simulated from account_limits r";
  static final String BUCKETS =
      "select r.account, r.name, r.share, r.budget, r.exposure, r.max_position_share,"
          + " r.largest_position, r.largest_symbol, r.max_daily_loss, r.day_pnl, r.event_time,"
          + " r.simulated from account_buckets r";
  static final String BARS =
      "select symbol, timeframe, start_time as start, end_time as \"end\", session_date, open, high,"
          + " low, close, volume, trades, vwap, revision, split_factor, dividend, source, simulated,"
          + " history from bars";
  static final String INDICATORS =
      "select symbol, timeframe, end_time as \"end\", session_date, close, sma_10, sma_20, sma_50,"
          + " sma_200, ema_12, ema_26, macd, macd_signal, macd_histogram, rsi_14, bollinger_upper,"
          + " bollinger_middle, bollinger_lower, stochastic_k, stochastic_d, williams_r_14, atr_14,"
          + " adx_14, volatility_20, volume_sma_20, volume_roc_14, obv from indicators";

  private Select() {}
}
