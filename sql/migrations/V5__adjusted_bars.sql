-- Bars on the scale of each symbol's newest session. What is in bars stays as it was traded.
create aggregate product(double precision) (
  sfunc    = float8mul,
  stype    = double precision,
  initcond = '1'
);

create view adjusted_bars as
-- The date of its session tells a bar's scale: of the bars of one session all have its split.
with sessions as (
  select symbol,
         timeframe,
         session_date,
         product(split_factor) as split_factor,
         sum(dividend) as dividend,
         (array_agg(close order by end_time desc))[1] as close
    from bars
   group by symbol, timeframe, session_date
),
steps as (
  select symbol,
         timeframe,
         session_date,
         split_factor,
         dividend,
         lag(close) over (partition by symbol, timeframe order by session_date)
           / split_factor as close_before
    from sessions
),
scales as (
  select symbol,
         timeframe,
         session_date,
         product(split_factor) over later as split_factor,
         nullif(
           product(case
                     when dividend = 0 or close_before is null then 1
                     when dividend < close_before then 1 - dividend / close_before
                     else 'NaN'
                   end) over later,
           'NaN') as without_dividends
    from steps
  window later as (partition by symbol, timeframe order by session_date desc
                   rows between unbounded preceding and 1 preceding)
)
select bars.id,
       symbol,
       timeframe,
       bars.start_time,
       bars.end_time,
       session_date,
       bars.open,
       bars.high,
       bars.low,
       bars.close,
       bars.volume,
       bars.vwap,
       bars.revision,
       bars.split_factor,
       bars.dividend,
       bars.simulated,
       bars.history,
       bars.complete,
       scales.split_factor                                        as adjusted_by,
       bars.open     / scales.split_factor                        as adjusted_open,
       bars.high     / scales.split_factor                        as adjusted_high,
       bars.low      / scales.split_factor                        as adjusted_low,
       bars.close    / scales.split_factor                        as adjusted_close,
       bars.volume   * scales.split_factor                        as adjusted_volume,
       bars.vwap     / scales.split_factor                        as adjusted_vwap,
       bars.dividend / scales.split_factor                        as adjusted_dividend,
       bars.close / scales.split_factor * scales.without_dividends as adjusted_total_close
  from bars
  join scales using (symbol, timeframe, session_date);
