-- What the market job found in a symbol's data of a session, by rule.
create table data_quality (
  id           text primary key,
  symbol       text not null,
  topic        text not null,
  session_date date not null,
  revision     integer not null,
  records      bigint not null,
  rejected     bigint not null,
  findings     jsonb not null,
  as_of        timestamptz not null,
  simulated    boolean not null,
  unique (symbol, topic, session_date)
);
