-- A small desk on the evening of Friday 2026-03-06: two executions, one trade with all its lineage.
insert into strategies values ('st-1', 'chart-analyst', 'reads two charts', '2026-01-02T00:00:00Z');
insert into workflow_executions values
  ('ex-1', 'st-1', '2026-03-05', '2026-03-05T21:00:00Z', '2026-03-05T21:01:00Z', 'COMPLETED', 3, 0, true, 2),
  ('ex-2', 'st-1', '2026-03-06', '2026-03-06T21:00:00Z', '2026-03-06T21:01:00Z', 'COMPLETED_WITH_FAILURES', 3, 1, true, 2);
insert into charts
select 'ch-' || e || '-' || s || '-' || t, 'ex-' || e, s, t, 'candlestick',
  's3://charts/' || e || s || t || '.png', 's3://charts/' || e || s || t || '.html', 'charts',
  'ex-' || e || '/' || s || '-' || t || '.png', 'ex-' || e || '/' || s || '-' || t || '.html',
  '["sma_20","sma_50","bollinger","volume","rsi_14","macd"]', 120, '2025-09-10', '2026-03-05', 187.5, 0.8, 1200000,
  '2026-03-05T21:00:00Z', 'OK', true
from generate_series(1, 2) e, unnest(array['AAPL', 'NVDA', 'SPY']) s, unnest(array['1d', '1w']) t;
insert into llm_analyses
select 'an-' || e || '-' || s, 'ex-' || e, 'st-1', s, 'ch-' || e || '-' || s || '-1d', 'ch-' || e || '-' || s || '-1w',
  'You are shown the daily and weekly chart of ' || s || E'.\nClose 187.50, SMA 20 183.10, RSI 14 58.2.\nAnswer as JSON by the schema.',
  case when e = 2 and s = 'SPY' then null else '{"signal":"' || case when s = 'AAPL' then 'BUY' else 'HOLD' end || '","confidence":0.72,"trend":"BULLISH","reasoning":"Close above both averages, RSI rising."}' end,
  'offline-rules', '{"close":187.5,"sma_20":183.1,"rsi_14":58.2}',
  case when s = 'AAPL' then 'BUY' else 'HOLD' end, case when e = 2 and s = 'SPY' then 0 else 0.72 end,
  case when s = 'AAPL' then 'BULLISH' else 'NEUTRAL' end, '[183.1, 179.4]', '[191.2]', '["higher lows"]', 812, 140, null,
  '2026-03-05T21:00:00Z', case when e = 2 and s = 'SPY' then 'TIMEOUT' else 'OK' end,
  case when e = 2 and s = 'SPY' then 'no answer within 60 s' end, true
from generate_series(1, 2) e, unnest(array['AAPL', 'NVDA', 'SPY']) s;
insert into trading_signals
select 'sg-' || e || '-' || s, 'ex-' || e, 'st-1', 'ch-' || e || '-' || s || '-1d', 'ch-' || e || '-' || s || '-1w', 'an-' || e || '-' || s, s,
  case when s = 'AAPL' then 'BUY' else 'HOLD' end, case when e = 2 and s = 'SPY' then 0 else 0.72 end,
  case when s = 'AAPL' then 187.5 end, case when s = 'AAPL' then 181.2 end, case when s = 'AAPL' then 199.9 end, '{"sizing":"1 % risk"}',
  timestamptz '2026-03-05T21:01:00Z' + (e - 1) * interval '1 day', true
from generate_series(1, 2) e, unnest(array['AAPL', 'NVDA', 'SPY']) s;
insert into accounts values
  ('acc-1', 'main', 81204.35, 100452.85, 452.85, 0, 500.5, 1.25, 100500.10, 0.00047, 0.0121, 'ACTIVE', null, '2026-03-06T21:00:00Z', true, 200);
insert into orders values
  ('or-1', 'or-1', 'sg-1-AAPL', 'ex-1', null, 'main', 'ENTRY', 'AAPL', 'BUY', 'MARKET', 'DAY', 100, 100, null, null, 187.4950, 'FILLED', null, 'filled at the open', '2026-03-05T21:01:00Z', '2026-03-06T14:30:01Z', true, 3),
  ('or-2', 'or-2', 'sg-1-AAPL', 'ex-1', 'or-1', 'main', 'STOP', 'AAPL', 'SELL', 'STOP', 'GTC', 100, 0, null, 181.20, null, 'ACCEPTED', null, 'protects the entry', '2026-03-06T14:30:01Z', '2026-03-06T14:30:01Z', true, 2),
  ('or-3', 'or-3', 'sg-1-AAPL', 'ex-1', 'or-1', 'main', 'TARGET', 'AAPL', 'SELL', 'LIMIT', 'GTC', 100, 0, 199.90, null, null, 'ACCEPTED', null, 'takes profit', '2026-03-06T14:30:01Z', '2026-03-06T14:30:01Z', true, 2),
  ('or-4', 'or-4', 'sg-2-AAPL', 'ex-2', null, 'main', 'ENTRY', 'AAPL', 'BUY', 'MARKET', 'DAY', 50, 0, null, null, null, 'DENIED', 'POSITION_LIMIT', '=position would be 28 % of equity, limit 20 %', '2026-03-06T21:01:00Z', '2026-03-06T21:01:00Z', true, 1);
insert into order_events values
  ('oe-1', 'or-1', 1, 'CREATED', 0, null, 'signal of chart-analyst', '2026-03-05T21:01:00Z'),
  ('oe-2', 'or-1', 2, 'ACCEPTED', 0, null, 'at the venue', '2026-03-05T21:01:00Z'),
  ('oe-3', 'or-1', 3, 'FILLED', 100, null, 'filled at the open', '2026-03-06T14:30:01Z'),
  ('oe-4', 'or-2', 1, 'CREATED', 0, null, 'protects the entry', '2026-03-06T14:30:01Z'),
  ('oe-5', 'or-2', 2, 'ACCEPTED', 0, null, 'at the venue', '2026-03-06T14:30:01Z'),
  ('oe-6', 'or-4', 1, 'DENIED', 0, 'POSITION_LIMIT', 'position would be 28 % of equity, limit 20 %', '2026-03-06T21:01:00Z');
insert into trades values
  ('tr-1', 'or-1', 'sg-1-AAPL', 'ex-1', 'main', 'AAPL', 'BUY', 100, 187.495, 1.25, 0, '2026-03-06T14:30:01Z', 'PAPER', true);
insert into positions values
  ('po-1', 'main', 'AAPL', 100, 187.495, 0, 192.5, 500.5, '2026-03-06T21:00:00Z', true, 200),
  ('po-2', 'main', 'SPY', 0, 0, 12.5, 501.1, 0, '2026-03-04T21:00:00Z', true, 90);
insert into portfolio_snapshots
select 'ps-' || n, 'main', timestamptz '2026-03-06T14:30:00Z' + n * interval '117 seconds', '2026-03-06', 81204.35,
  100000 + n * 2.26425 + 120 * sin(n / 9.0), n * 2.2, 0, 500.5, 1.25, 100500.10, greatest(0, 0.0012 * sin(n / 9.0 + 3)), 0.0121, 'ACTIVE', null, '[]', 2, true, n
from generate_series(1, 199) n;
insert into portfolio_snapshots values
  ('ps-200', 'main', '2026-03-06T21:00:00Z', '2026-03-06', 81204.35, 100452.85, 452.85, 0, 500.5, 1.25, 100500.10, 0.00047, 0.0121, 'ACTIVE', null, '[]', 2, true, 200);
insert into controls values
  ('ct-1', 'main', 'RESUME', 'start of the week', 'console', '2026-03-02T14:00:00Z');
insert into account_limits values
  ('al-1', 'main', 'max_daily_loss', null, 'FRACTION', 0.025, 0.025, 0, 0.025, 2511.32, '2026-03-06T21:00:00Z', true),
  ('al-2', 'main', 'max_drawdown', null, 'FRACTION', 0.08, 0.08, 0.07, 0.01, 1005, '2026-03-06T21:00:00Z', true),
  ('al-3', 'main', 'max_position_share', 'AAPL', 'FRACTION', 0.15, 0.2, 0.19163, -0.04163, -4182.11, '2026-03-06T21:00:00Z', true),
  ('al-4', 'main', 'max_gross_exposure', null, 'FRACTION', 1, 1, 0.19163, 0.80837, 81204.35, '2026-03-06T21:00:00Z', true),
  ('al-5', 'main', 'max_orders', null, 'ORDERS', 1000, 1000, 3, 997, null, '2026-03-06T21:00:00Z', true),
  ('al-6', 'main', 'buying_power', null, 'MONEY', 81204.35, null, 0, 81204.35, 81204.35, '2026-03-06T21:00:00Z', true),
  ('al-7', 'main', 'bucket.core.share', null, 'FRACTION', 0.3, 0.3, null, null, null, '2026-03-06T21:00:00Z', true),
  ('al-9', 'main', 'max_net_exposure', 'LONG', 'FRACTION', 1, 1, 0.19163, 0.80837, 81204.35, '2026-03-06T21:00:00Z', true),
  ('al-10', 'main', 'max_notional', null, 'MONEY', 100000, 100000, 0, 100000, 100000, '2026-03-06T21:00:00Z', true),
  ('al-8', 'main', 'bucket.gone.share', null, 'FRACTION', 0.3, 0.3, 0, 0.3, 30000, '2026-03-02T21:00:00Z', true);
insert into account_buckets values
  ('ab-1', 'main', 'core', 0.3, 30135.86, 19250, 0.7, 19250, 'AAPL', 0.03, -12.5, '2026-03-06T21:00:00Z', true);
insert into artifacts
select 'ar-c-' || id, execution_id, 'chart', symbol, symbol || ' ' || timeframe || ' chart', id, bucket, object_key, 'image/png', generated_at, true from charts;
insert into artifacts
select 'ar-h-' || id, execution_id, 'chart', symbol, symbol || ' ' || timeframe || ' interactive chart', id, bucket, html_object_key, 'text/html', generated_at, true from charts where id = 'ch-1-AAPL-1d';
insert into artifacts
select 'ar-l-' || id, execution_id, 'llm', symbol, 'Analysis of ' || symbol, id, null, null, null, analyzed_at, true from llm_analyses;
insert into artifacts
select 'ar-s-' || id, execution_id, 'signal', symbol, signal_type || ' ' || symbol, id, null, null, null, generated_at, true from trading_signals;
insert into artifacts
select 'ar-o-' || id, execution_id, 'order', symbol, side || ' ' || quantity || ' ' || symbol, id, null, null, null, created_at, true from orders;
insert into artifacts
select 'ar-t-' || id, execution_id, 'trade', symbol, side || ' ' || quantity || ' ' || symbol || ' at ' || price, id, null, null, null, event_time, true from trades;
insert into artifacts values ('ar-p-1', null, 'portfolio', null, 'main at the close', 'ps-200', null, null, null, '2026-03-06T21:00:00Z', true);
insert into artifacts values
  ('ar-missing', null, 'llm', 'QQQ', 'object that is gone', 'x', 'charts', 'missing.json', 'application/json', '2026-03-04T21:00:00Z', true),
  ('ar-away', null, 'llm', 'QQQ', 'object of a store that is away', 'y', 'charts', 'away.json', 'application/json', '2026-03-04T21:00:00Z', true);
insert into dead_letters values ('dl-1', 'ticks', 0, 17, 'AAPL', 'NEGATIVE_PRICE', 'price was -1', '\x7b7d', null);
insert into stream_progress values ('sp-1', 'portfolio', 0, 3, '2026-03-06T21:00:00Z'), ('sp-2', 'orders', 1, 9, null);
insert into bars
select 'b-' || s || d::date, s, '1d', d + interval '14 hours 30 minutes', d + interval '21 hours', d::date,
  p - 0.6 * sin(x), p + 2.2, p - 2.4, p + 0.9 * cos(x * 1.7), 1000000 + 300000 * sin(x / 3), 0, null, 0, 1, 0, 'simulated', true, false
from (select s, d, extract(epoch from d - timestamptz '2025-09-01Z') / 86400.0 as x,
        150 + length(s) * 5 + 12 * sin(extract(epoch from d) / 86400.0 / 17) + extract(epoch from d - timestamptz '2025-09-01Z') / 86400.0 / 8 as p
      from generate_series(timestamptz '2025-09-01Z', timestamptz '2026-03-06Z', interval '1 day') d, unnest(array['AAPL', 'NVDA', 'SPY']) s
      where extract(isodow from d) < 6) t;
insert into bars
select 'm-' || n, 'AAPL', '1m', timestamptz '2026-03-06T14:30:00Z' + n * interval '1 minute', timestamptz '2026-03-06T14:31:00Z' + n * interval '1 minute', '2026-03-06',
  187 + n / 80.0, 187.3 + n / 80.0, 186.8 + n / 80.0, 187.1 + n / 80.0, 4000, 12, 187.05, 0, 1, 0, 'simulated', true, false
from generate_series(0, 389) n;
insert into indicators (id, symbol, timeframe, end_time, session_date, close, revision, sma_20, sma_50, macd, macd_signal, macd_histogram, rsi_14, atr_14, bollinger_upper, bollinger_middle, bollinger_lower)
select 'i-' || id, symbol, timeframe, end_time, session_date, close, 0, a, b, a - b, (a - b) * 0.8, (a - b) * 0.2, 50 + 20 * sin(extract(epoch from end_time) / 86400.0 / 9), 3.1, a + 5, a, a - 5
from (select *, avg(close) over (partition by symbol order by end_time rows 19 preceding) as a, avg(close) over (partition by symbol order by end_time rows 49 preceding) as b from bars where timeframe = '1d') t;
