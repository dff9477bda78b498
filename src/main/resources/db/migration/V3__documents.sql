-- Every paper ever issued, with its bytes. "bytea" is PostgreSQL's type; H2 takes the name for its own varbinary.
create table paper (
    id          varchar(32)              not null primary key,
    case_number varchar(64)              not null,
    kind        varchar(32)              not null,
    occurrence  varchar(64)              not null,
    number      varchar(64)              not null,
    title       varchar(200)             not null,
    issued_at   timestamp with time zone not null,
    media_type  varchar(64)              not null,
    bytes       bytea                    not null,
    sha256      varchar(64)              not null,
    constraint paper_once unique (case_number, kind, occurrence)
);
create index ix_paper_number on paper (number, kind);

-- The last letter number (文号) given out, per office, kind and year.
create table letter_number (
    office      varchar(12) not null,
    kind        varchar(32) not null,
    number_year integer     not null,
    last_number integer     not null,
    primary key (office, kind, number_year)
);
