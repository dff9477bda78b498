-- Drafts are kept from the last save on; a supervisor who urges gives the officer one more working day.
alter table case_file add column saved_on date;
alter table case_file add column urged_on date;

-- Remembers by which edition of rules and holidays the open cases were last computed, and how that went.
create table law_edition (
    id            integer      not null primary key,
    fingerprint   varchar(64)  not null,
    reason        varchar(500) not null,
    started_at    timestamp with time zone not null,
    finished_at   timestamp with time zone,
    cases_seen    integer      not null,
    cases_changed integer      not null,
    cases_failed  integer      not null
);
