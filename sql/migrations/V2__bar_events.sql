-- When the first and the last trade of a bar were, and whether event time had reached its end.
alter table bars
  add column first_event timestamptz,
  add column last_event  timestamptz,
  add column complete    boolean not null default true;
