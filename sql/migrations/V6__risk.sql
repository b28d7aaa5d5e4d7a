-- How far each account is from each of its limits, as of its latest risk snapshot.
create table account_limits (
  id         text primary key,
  account    text not null,
  name       text not null,
  subject    text,
  unit       text not null,
  value      numeric not null,
  configured numeric,
  used       numeric,
  distance   numeric,
  room       numeric,
  event_time timestamptz not null,
  simulated  boolean not null,
  unique (account, name)
);

create table account_buckets (
  id                 text primary key,
  account            text not null,
  name               text not null,
  share              numeric not null,
  budget             numeric not null,
  exposure           numeric not null,
  max_position_share numeric not null,
  largest_position   numeric not null,
  largest_symbol     text,
  max_daily_loss     numeric not null,
  day_pnl            numeric not null,
  event_time         timestamptz not null,
  simulated          boolean not null,
  unique (account, name)
);

-- Since when an account is what it is, and what was denied, without reading all that there is.
create index snapshots_by_state on portfolio_snapshots (account, state, version);
create index orders_denied on orders (account, denial_code) where status = 'DENIED';
