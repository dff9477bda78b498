-- Personal data go after their time; numbers, dates, decision and hashes stay.
alter table case_file add column erased_at timestamp with time zone;
alter table case_file add column papers_erased_at timestamp with time zone;
create index ix_case_file_erasure on case_file (erased_at, closed_at);
create index ix_case_file_papers_erasure on case_file (papers_erased_at, closed_at);
alter table case_submission alter column content drop not null;
alter table paper alter column bytes drop not null;
create index ix_notice_created on notice (created_at);
create index ix_outbox_case on outbox_message (case_number);
