-- Of which type the order of a signal is to be; all null for a MARKET order of the day.
alter table trading_signals
  add column order_type       text,
  add column time_in_force    text,
  add column limit_price      numeric,
  add column stop_price       numeric,
  add column trailing_amount  numeric,
  add column trailing_percent numeric;
