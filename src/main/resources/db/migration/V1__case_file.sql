-- The case file: what the applicant entered, what the office decided, and how time ran. Process variables hold none of it.

create table person (
    user_id     varchar(64)  not null primary key,
    name        varchar(100) not null,
    id_number   varchar(512) not null,
    gender      varchar(1)   not null
);

create table case_file (
    case_number          varchar(32)  not null primary key,
    instance_id          varchar(64)  not null,
    applicant            varchar(64)  not null,
    status               varchar(32)  not null,
    office               varchar(6),
    certificate_number   varchar(25),
    certificate_valid_to date,
    face_confirmed_at    timestamp with time zone,
    opened_at            timestamp with time zone not null,
    submitted_at         timestamp with time zone,
    content_hash         varchar(64),
    received_on          date,
    correction_asked_on  date,
    resubmitted_on       date,
    accepted_on          date,
    deemed_accepted      boolean      not null default false,
    extended_on          date,
    decided_on           date,
    decision             varchar(16),
    issued_on            date,
    delivered_on         date,
    closed_at            timestamp with time zone,
    version              integer      not null default 0
);
create index ix_case_file_applicant on case_file (applicant, opened_at);
create index ix_case_file_status on case_file (status, office);
create index ix_case_file_instance on case_file (instance_id);

-- One part of the case file for each form, as JSON; a draft until the form is sent.
create table case_section (
    case_number varchar(32) not null references case_file,
    name        varchar(32) not null,
    content     text        not null,
    complete    boolean     not null,
    saved_at    timestamp with time zone not null,
    primary key (case_number, name)
);

-- What an applicant submitted, kept for each submission, so that a correction can be read side by side.
create table case_submission (
    case_number  varchar(32) not null references case_file,
    round        integer     not null,
    content      text        not null,
    content_hash varchar(64) not null,
    submitted_at timestamp with time zone not null,
    primary key (case_number, round)
);

-- What happened, in the words in which the applicant and the office read it.
create table case_event (
    case_number varchar(32)  not null references case_file,
    seq         integer      not null,
    happened_at timestamp with time zone not null,
    actor       varchar(64)  not null,
    kind        varchar(48)  not null,
    text        varchar(2000) not null,
    primary key (case_number, seq)
);

-- What keeps an application from passing: found by a check after the form was sent.
create table case_problem (
    case_number varchar(32)  not null references case_file,
    seq         integer      not null,
    element     varchar(64)  not null,
    field       varchar(64)  not null,
    message     varchar(500) not null,
    primary key (case_number, seq)
);

-- What was found about an application for the officer to judge, with its article.
create table case_finding (
    case_number varchar(32)   not null references case_file,
    seq         integer       not null,
    code        varchar(64)   not null,
    severity    varchar(16)   not null,
    text        varchar(1000) not null,
    article     varchar(200)  not null,
    field       varchar(64)   not null,
    primary key (case_number, seq)
);

-- Time that doesn't count towards the decision (行政许可法 Art 45).
create table excluded_time (
    case_number varchar(32)  not null references case_file,
    seq         integer      not null,
    from_day    date         not null,
    to_day      date,
    reason      varchar(500) not null,
    primary key (case_number, seq)
);

-- The clock's ledger: every start, stop and due date with its article.
create table clock_entry (
    case_number varchar(32)  not null references case_file,
    seq         integer      not null,
    kind        varchar(16)  not null,
    start_day   date         not null,
    due_day     date,
    article     varchar(200) not null,
    provisional boolean      not null,
    note        varchar(500) not null,
    primary key (case_number, seq)
);

-- At most one open renewal for a certificate.
create table open_renewal (
    certificate_number varchar(25) not null primary key,
    case_number        varchar(32) not null references case_file
);
create index ix_open_renewal_case on open_renewal (case_number);

-- One check of a face by QR code. The code is what the phone scans.
create table face_session (
    id          varchar(64) not null primary key,
    case_number varchar(32) not null references case_file,
    state       varchar(16) not null,
    opened_at   timestamp with time zone not null,
    expires_at  timestamp with time zone not null,
    scan_url    varchar(500),
    answered_at timestamp with time zone
);
create index ix_face_session_case on face_session (case_number, opened_at);

-- What partners are to be told. Rows are written with the case, and sent by a worker outside its transaction.
create table outbox_message (
    id           varchar(64)  not null primary key,
    kind         varchar(48)  not null,
    case_number  varchar(32)  not null,
    payload      text         not null,
    created_at   timestamp with time zone not null,
    due_at       timestamp with time zone not null,
    attempts     integer      not null default 0,
    last_error   varchar(500),
    locked_until timestamp with time zone,
    done_at      timestamp with time zone
);
create index ix_outbox_due on outbox_message (done_at, due_at);

-- What people are told, each thing once.
create table notice (
    id          varchar(64)   not null primary key,
    recipient   varchar(100)  not null,
    case_number varchar(32),
    kind        varchar(48)   not null,
    once_key    varchar(150)  not null unique,
    text        varchar(1000) not null,
    href        varchar(200),
    created_at  timestamp with time zone not null
);
create index ix_notice_recipient on notice (recipient, created_at);
create index ix_notice_case on notice (case_number);
