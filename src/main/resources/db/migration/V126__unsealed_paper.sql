-- Letters that are written and numbered, and wait for their seal: the keys, or who proves the time, can't be reached within
-- the transaction that writes them. A paper that is sealed moves to the table paper, under the same id.
create table unsealed_paper (
    id          varchar(32)              not null primary key,
    case_number varchar(64)              not null,
    kind        varchar(32)              not null,
    occurrence  varchar(64)              not null,
    number      varchar(64)              not null,
    title       varchar(200)             not null,
    authority   varchar(120)             not null,
    written_at  timestamp with time zone not null,
    bytes       bytea                    not null,
    constraint unsealed_paper_once unique (case_number, kind, occurrence)
);
