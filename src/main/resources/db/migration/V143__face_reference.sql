-- The partner's name for a check, by which its answer is recognised and by which it can be asked; when it was asked last.
alter table face_session add column reference varchar(100);
alter table face_session add column asked_at timestamp with time zone;
create index ix_face_session_open on face_session (state, opened_at);
