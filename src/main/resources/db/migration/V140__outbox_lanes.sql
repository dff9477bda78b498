-- A message that was tried too often, or refused, is dead until somebody sends it again. Each kind has a lane of its own.
alter table outbox_message add column dead_at timestamp with time zone;
create index ix_outbox_lane on outbox_message (kind, done_at, due_at);
drop view outbox_deliveries;
create view outbox_deliveries as
select case_number, kind, created_at, due_at, attempts, done_at, last_error, dead_at from outbox_message;
