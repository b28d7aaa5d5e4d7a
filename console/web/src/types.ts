// What the console answers, see openapi.yaml. Times are ISO instants in UTC.
export type Side = "BUY" | "SELL";

export interface Account {
  account: string;
  state: string;
  reason: string | null;
  cash: number;
  equity: number;
  day_pnl: number;
  realized_pnl: number;
  unrealized_pnl: number;
  commissions: number;
  peak_equity: number;
  drawdown: number;
  max_drawdown: number;
  event_time: string;
  version: number;
  simulated: boolean;
}
export interface Position {
  account: string;
  symbol: string;
  quantity: number;
  average_price: number;
  realized_pnl: number;
  market_price: number | null;
  unrealized_pnl: number;
  updated_at: string;
  simulated: boolean;
}
export interface Order {
  id: string;
  account: string;
  signal_id: string | null;
  execution_id: string | null;
  parent_id: string | null;
  role: string;
  symbol: string;
  side: Side;
  type: string;
  time_in_force: string;
  quantity: number;
  filled_quantity: number;
  limit_price: number | null;
  stop_price: number | null;
  average_fill_price: number | null;
  status: string;
  denial_code: string | null;
  reason: string | null;
  created_at: string;
  updated_at: string;
  version: number;
  simulated: boolean;
}
export interface OrderEvent {
  version: number;
  status: string;
  filled_quantity: number;
  denial_code: string | null;
  reason: string | null;
  event_time: string;
}
export interface Trade {
  id: string;
  order_id: string;
  signal_id: string | null;
  account: string;
  symbol: string;
  side: Side;
  quantity: number;
  price: number;
  commission: number;
  realized_pnl: number;
  event_time: string;
  venue: string;
  simulated: boolean;
}
export interface Signal {
  id: string;
  execution_id: string;
  strategy: string;
  symbol: string;
  type: "BUY" | "SELL" | "HOLD" | "EXIT";
  confidence: number;
  entry: number | null;
  stop: number | null;
  target: number | null;
  event_time: string;
  analysis_id: string | null;
  daily_chart_id: string | null;
  weekly_chart_id: string | null;
  metadata: Record<string, string>;
  simulated: boolean;
}
export interface Analysis {
  id: string;
  prompt: string;
  response: string | null;
  model: string;
  indicators: Record<string, number | null>;
  signal: string;
  confidence: number;
  trend: string;
  support_levels: number[];
  resistance_levels: number[];
  patterns: string[];
  tokens_used: number | null;
  latency_ms: number;
  cost: number | null;
  analyzed_at: string;
  status: string;
  failure: string | null;
}
export interface Chart {
  id: string;
  symbol: string;
  timeframe: string;
  data_points: number;
  start_date: string;
  end_date: string;
  price_current: number;
  price_change_pct: number | null;
  indicators_applied: string[];
}
export interface Execution {
  id: string;
  strategy: string;
  session_date: string;
  started_at: string;
  completed_at: string | null;
  status: string;
  symbols: number;
  failures: number;
  simulated: boolean;
}
export interface Artifact {
  id: string;
  execution_id: string | null;
  kind: string;
  symbol: string | null;
  title: string;
  subject_id: string;
  object_key: string | null;
  content_type: string | null;
  created_at: string;
}
export interface Mark {
  symbol: string;
  price: number;
  time: string;
}
export interface Control {
  id: string;
  account: string;
  action: string;
  reason: string;
  requested_by: string;
  effective_at: string | null;
  limit?: string | null;
  value?: string | null;
}
/** What an account may do, since when and by which control; nulls where no control made it so. */
export interface AccountStanding {
  account: string;
  state: string;
  reason: string | null;
  event_time: string;
  since: string | null;
  control_id: string | null;
  action: string | null;
  requested_by: string | null;
  control_reason: string | null;
}
export interface LimitUsage {
  account: string;
  name: string;
  subject: string | null;
  unit: "FRACTION" | "MONEY" | "ORDERS";
  limit: number;
  configured: number | null;
  used: number | null;
  distance: number | null;
  room: number | null;
  event_time: string;
}
export interface BucketUsage {
  account: string;
  name: string;
  share: number;
  budget: number;
  exposure: number;
  max_position_share: number;
  largest_position: number;
  largest_symbol: string | null;
  max_daily_loss: number;
  day_pnl: number;
}
export interface DenialCount {
  account: string;
  code: string;
  count: number;
  last_at: string;
}
export interface Clock {
  market: string | null;
  server: string;
  feed_age_ms: number | null;
  feed_state: "LIVE" | "STALE" | "NONE";
}
export interface Desk {
  mode: string;
  simulated: boolean;
  flink_url: string | null;
  clock: Clock;
  engine_state: string;
  accounts: Account[];
  positions: Position[];
  working_orders: Order[];
  signals: Signal[];
  trades: Trade[];
  executions: Execution[];
  marks: Mark[];
  pending_controls: Control[];
  denials: Order[];
}
export interface Bar {
  symbol: string;
  start: string;
  end: string;
  session_date: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}
export interface Indicators {
  end: string;
  session_date: string;
  sma_20: number | null;
  sma_50: number | null;
  sma_200: number | null;
  macd: number | null;
  macd_signal: number | null;
  macd_histogram: number | null;
  rsi_14: number | null;
  atr_14: number | null;
  bollinger_upper: number | null;
  bollinger_lower: number | null;
}
export interface EquityPoint {
  event_time: string;
  equity: number;
  drawdown: number;
}
export interface Page<T> {
  items: T[];
  total: number;
  limit: number;
  offset: number;
}
