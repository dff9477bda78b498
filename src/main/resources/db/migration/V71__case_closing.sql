-- What supervisors propose and confirm about a submitted case that can't go on. The reasons are a section of the case.
create table case_closing (
    id          varchar(32)  not null primary key,
    case_number varchar(32)  not null references case_file,
    ground      varchar(32)  not null,
    state       varchar(16)  not null,
    proposed_by varchar(64)  not null,
    proposed_at timestamp with time zone not null,
    expires_at  timestamp with time zone not null,
    answered_by varchar(64),
    answered_at timestamp with time zone,
    -- The case's number while it waits, so that there is only one at a time.
    waiting_for varchar(32) unique
);
create index ix_case_closing_number on case_closing (case_number, proposed_at);
