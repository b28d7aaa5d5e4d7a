-- A strategy that decides by rules has no workflow execution.
alter table trading_signals alter column execution_id drop not null;
