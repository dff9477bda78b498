-- What rooms let others read: each view is named after the room that publishes it and shows nothing personal but where it
-- says so. All are simple selections, so that both databases read through them as if they weren't there.
-- How every case stands, and which instance carries it.
create view casefile_standing as
select case_number, instance_id, status, office, submitted_at, closed_at from case_file;
-- Which fields an applicant was asked to correct.
create view casefile_corrections as
select case_number, field from case_correction;
-- When each case's clock started, stopped and is due.
create view casefile_clock as
select case_number, seq, kind, start_day, due_day, article, provisional from clock_entry;
-- Sealed numbers of people beside their digests: whoever starts with another key finds out by them.
create view casefile_digests_of_people as
select id_number, holder_key from person where holder_key is not null and id_number like 'v1.%';
-- Which trade each version of a certificate is for.
create view registry_trades as
select certificate_number, version, trade_code from certificate_version;
-- Checks of faces: when, and what came of them.
create view faceauth_sessions as
select case_number, state, opened_at, expires_at from face_session;
-- Checks of identity at the counters: when, and what came of them.
create view faceauth_counter_checks as
select case_number, state, requested_at from counter_check;
-- What people were told; the text is sealed.
create view notices_told as
select id, recipient, text, created_at from notice;
-- How deliveries to partners stand, and why they failed; not what is delivered.
create view outbox_deliveries as
select case_number, kind, created_at, due_at, attempts, done_at, last_error from outbox_message;
