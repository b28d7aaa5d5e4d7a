-- The desk's records. Every table is written by sluice-records alone, by upserts that a version
-- guards, so that a record that comes twice or late changes nothing. Times are event times in UTC.
-- What each column means: docs/tables.md.

create table strategies (
  id          text primary key,
  name        text not null unique,
  description text,
  created_at  timestamptz not null
);

create table workflow_executions (
  id           text primary key,
  strategy_id  text not null references strategies (id),
  session_date date not null,
  started_at   timestamptz not null,
  completed_at timestamptz,
  status       text not null,
  symbols      integer not null,
  failures     integer not null,
  simulated    boolean not null,
  version      bigint not null,
  unique (strategy_id, session_date)
);

create table charts (
  id                 text primary key,
  execution_id       text not null references workflow_executions (id),
  symbol             text not null,
  timeframe          text not null,
  chart_type         text not null,
  chart_url_image    text not null,
  chart_url_html     text not null,
  bucket             text not null,
  object_key         text not null,
  html_object_key    text not null,
  indicators_applied jsonb not null,
  data_points        integer not null,
  start_date         date not null,
  end_date           date not null,
  price_current      double precision not null,
  price_change_pct   double precision,
  volume_avg         double precision not null,
  generated_at       timestamptz not null,
  status             text not null,
  simulated          boolean not null,
  unique (execution_id, symbol, timeframe)
);

create table llm_analyses (
  id                  text primary key,
  execution_id        text not null references workflow_executions (id),
  strategy_id         text not null references strategies (id),
  symbol              text not null,
  daily_chart_id      text references charts (id),
  weekly_chart_id     text references charts (id),
  prompt_text         text not null,
  response_text       text,
  model_name          text not null,
  indicators_metadata jsonb not null,
  signal_type         text not null,
  confidence_score    double precision not null,
  trend_direction     text not null,
  support_levels      jsonb not null,
  resistance_levels   jsonb not null,
  key_patterns        jsonb not null,
  tokens_used         integer,
  latency_ms          bigint not null,
  cost                numeric,
  analyzed_at         timestamptz not null,
  status              text not null,
  failure             text,
  simulated           boolean not null,
  unique (execution_id, symbol)
);

create table trading_signals (
  id                text primary key,
  execution_id      text not null references workflow_executions (id),
  strategy_id       text not null references strategies (id),
  daily_chart_id    text references charts (id),
  weekly_chart_id   text references charts (id),
  llm_analysis_id   text references llm_analyses (id),
  symbol            text not null,
  signal_type       text not null,
  confidence        double precision not null,
  entry             numeric,
  stop              numeric,
  target            numeric,
  strategy_metadata jsonb not null,
  generated_at      timestamptz not null,
  simulated         boolean not null,
  unique (execution_id, symbol)
);

create table accounts (
  id           text primary key,
  name         text not null unique,
  cash         numeric not null,
  equity       numeric not null,
  day_pnl      numeric not null,
  realized_pnl numeric not null,
  unrealized_pnl numeric not null,
  commissions  numeric not null,
  peak_equity  numeric not null,
  drawdown     numeric not null,
  max_drawdown numeric not null,
  state        text not null,
  reason       text,
  updated_at   timestamptz not null,
  simulated    boolean not null,
  version      bigint not null
);

create table orders (
  id                 text primary key,
  client_order_id    text not null unique,
  signal_id          text references trading_signals (id),
  execution_id       text references workflow_executions (id),
  parent_order_id    text references orders (id),
  account            text not null,
  role               text not null,
  symbol             text not null,
  side               text not null,
  type               text not null,
  time_in_force      text not null,
  quantity           numeric not null,
  filled_quantity    numeric not null,
  limit_price        numeric,
  stop_price         numeric,
  average_fill_price numeric,
  status             text not null,
  denial_code        text,
  reason             text,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  simulated          boolean not null,
  version            bigint not null
);

create table order_events (
  id              text primary key,
  client_order_id text not null references orders (client_order_id),
  version         bigint not null,
  status          text not null,
  filled_quantity numeric not null,
  denial_code     text,
  reason          text,
  event_time      timestamptz not null,
  unique (client_order_id, version)
);

create table trades (
  id              text primary key,
  client_order_id text not null references orders (client_order_id),
  signal_id       text references trading_signals (id),
  execution_id    text references workflow_executions (id),
  account         text not null,
  symbol          text not null,
  side            text not null,
  quantity        numeric not null,
  price           numeric not null,
  commission      numeric not null,
  realized_pnl    numeric not null,
  event_time      timestamptz not null,
  venue           text not null,
  simulated       boolean not null
);

create table positions (
  id             text primary key,
  account        text not null,
  symbol         text not null,
  quantity       numeric not null,
  average_price  numeric not null,
  realized_pnl   numeric not null,
  market_price   numeric,
  unrealized_pnl numeric not null,
  updated_at     timestamptz not null,
  simulated      boolean not null,
  version        bigint not null,
  unique (account, symbol)
);

create table portfolio_snapshots (
  id             text primary key,
  account        text not null,
  event_time     timestamptz not null,
  session_date   date not null,
  cash           numeric not null,
  equity         numeric not null,
  day_pnl        numeric not null,
  realized_pnl   numeric not null,
  unrealized_pnl numeric not null,
  commissions    numeric not null,
  peak_equity    numeric not null,
  drawdown       numeric not null,
  max_drawdown   numeric not null,
  state          text not null,
  reason         text,
  positions      jsonb not null,
  working_orders integer not null,
  simulated      boolean not null,
  version        bigint not null
);

create table controls (
  id           text primary key,
  account      text not null,
  action       text not null,
  reason       text not null,
  requested_by text not null,
  effective_at timestamptz not null
);

create table artifacts (
  id           text primary key,
  execution_id text references workflow_executions (id),
  kind         text not null check (kind in ('llm', 'chart', 'signal', 'order', 'trade', 'portfolio')),
  symbol       text,
  title        text not null,
  subject_id   text not null,
  bucket       text,
  object_key   text,
  content_type text,
  created_at   timestamptz not null,
  simulated    boolean not null
);

create table dead_letters (
  id         text primary key,
  topic      text not null,
  partition  integer not null,
  "offset"   bigint not null,
  symbol     text,
  code       text not null,
  reason     text not null,
  raw        bytea not null,
  event_time timestamptz
);

create table bars (
  id           text primary key,
  symbol       text not null,
  timeframe    text not null,
  start_time   timestamptz not null,
  end_time     timestamptz not null,
  session_date date not null,
  open         double precision not null,
  high         double precision not null,
  low          double precision not null,
  close        double precision not null,
  volume       double precision not null,
  trades       bigint not null,
  vwap         double precision,
  revision     integer not null,
  split_factor double precision not null,
  dividend     double precision not null,
  source       text not null,
  simulated    boolean not null,
  history      boolean not null,
  unique (symbol, timeframe, start_time)
);

create table indicators (
  id              text primary key,
  symbol          text not null,
  timeframe       text not null,
  end_time        timestamptz not null,
  session_date    date not null,
  close           double precision not null,
  revision        integer not null,
  sma_10          double precision,
  sma_20          double precision,
  sma_50          double precision,
  sma_200         double precision,
  ema_12          double precision,
  ema_26          double precision,
  macd            double precision,
  macd_signal     double precision,
  macd_histogram  double precision,
  rsi_14          double precision,
  bollinger_upper double precision,
  bollinger_middle double precision,
  bollinger_lower double precision,
  stochastic_k    double precision,
  stochastic_d    double precision,
  williams_r_14   double precision,
  atr_14          double precision,
  adx_14          double precision,
  volatility_20   double precision,
  volume_sma_20   double precision,
  volume_roc_14   double precision,
  obv             double precision,
  unique (symbol, timeframe, end_time)
);

-- How far each partition of each topic has been recorded: the desk's proof that it has drained.
create table stream_progress (
  id           text primary key,
  topic        text not null,
  partition    integer not null,
  next_offset  bigint not null,
  watermark    timestamptz,
  unique (topic, partition)
);

create index orders_by_signal on orders (signal_id);
create index orders_by_status on orders (account, status);
create index order_events_by_order on order_events (client_order_id);
create index trades_by_order on trades (client_order_id);
create index trades_by_time on trades (event_time);
create index signals_by_time on trading_signals (generated_at);
create index analyses_by_execution on llm_analyses (execution_id);
create index charts_by_execution on charts (execution_id);
create index artifacts_by_execution on artifacts (execution_id, kind);
create index artifacts_by_time on artifacts (created_at);
create index snapshots_by_version on portfolio_snapshots (account, version);
create index snapshots_by_time on portfolio_snapshots (account, event_time);
create index dead_letters_by_code on dead_letters (code);
