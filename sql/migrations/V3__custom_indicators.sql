-- Values of the indicators that configuration adds, by name; one without a value is absent.
alter table indicators
  add column custom jsonb not null default '{}';
