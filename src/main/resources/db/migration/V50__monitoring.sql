-- How many codes ran out is counted for the metrics.
create index ix_face_session_expires on face_session (expires_at);

-- The trace in which a message was put in (W3C traceparent), so that its delivery stands in the same one.
alter table outbox_message add column trace_parent varchar(64);
