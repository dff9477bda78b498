-- Registers that are brought in: one row for each file, whoever sent it and whatever became of it. Nothing of the file
-- stands here but its digest; what the file says lies sealed in import_part, and only until it is done with.
create table import_run (
    id            varchar(32) not null primary key,
    source        varchar(16) not null,
    state         varchar(16) not null,
    format        varchar(8),
    file_digest   varchar(64),
    mapping       text,
    photos_digest varchar(64),
    started_by    varchar(64) not null,
    started_at    timestamp with time zone not null,
    checked_at    timestamp with time zone,
    confirmed_by  varchar(64),
    confirmed_at  timestamp with time zone,
    ended_by      varchar(64),
    ended_at      timestamp with time zone,
    file_bytes    bigint  default 0 not null,
    lines_all     integer default 0 not null,
    lines_done    integer default 0 not null,
    added         integer default 0 not null,
    changed       integer default 0 not null,
    unchanged     integer default 0 not null,
    refused       integer default 0 not null,
    differing     integer default 0 not null,
    photos        integer default 0 not null,
    taken_back    integer default 0 not null,
    -- The case or act for which it couldn't be taken back.
    hindered_by   varchar(64),
    -- Which node is at it, and when it last said so: another goes on when that is long ago.
    node          varchar(64),
    beat_at       timestamp with time zone
);
create index ix_import_run_state on import_run (state, started_at);
create index ix_import_run_file on import_run (file_digest, state);
create index ix_import_run_started on import_run (started_at);

-- What was sent by the page, in sealed pieces.
create table import_part (
    import_id varchar(32) not null references import_run (id),
    file      varchar(16) not null,
    seq       integer     not null,
    content   bytea       not null,
    bytes     integer     not null,
    primary key (import_id, file, seq)
);

-- What is wrong and where; never what stands there.
create table import_fault (
    import_id  varchar(32) not null references import_run (id),
    seq        integer     not null,
    line       integer     not null,
    column_key varchar(32),
    fault      varchar(32) not null,
    other_line integer,
    primary key (import_id, seq)
);
create index ix_import_fault_line on import_fault (import_id, line);

-- How often each fault was found, also where not all of them are listed.
create table import_tally (
    import_id varchar(32) not null references import_run (id),
    fault     varchar(32) not null,
    found     integer     not null,
    primary key (import_id, fault)
);

-- What an import did to which certificate, so that it can be taken back.
create table import_entry (
    import_id          varchar(32) not null references import_run (id),
    certificate_number varchar(32) not null,
    deed               varchar(16) not null,
    version_before     integer,
    status_before      varchar(2),
    office_before      varchar(6),
    version_after      integer not null,
    status_after       varchar(2) not null,
    photo_added        boolean default false not null,
    primary key (import_id, certificate_number)
);
create index ix_import_entry_certificate on import_entry (certificate_number);

-- Where a register says something else than what an open case rests on; a supervisor looks.
create table import_difference (
    id                 varchar(32) not null primary key,
    import_id          varchar(32) not null references import_run (id),
    certificate_number varchar(32) not null,
    case_number        varchar(32),
    office             varchar(6)  not null,
    state              varchar(16) not null,
    content            text        not null,
    content_digest     varchar(64) not null,
    raised_at          timestamp with time zone not null,
    answered_by        varchar(64),
    answered_at        timestamp with time zone,
    unique (certificate_number, content_digest)
);
create index ix_import_difference_office on import_difference (office, state, raised_at);
create index ix_import_difference_import on import_difference (import_id);
