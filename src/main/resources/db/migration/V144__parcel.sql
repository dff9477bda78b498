-- Parcels with paper copies that a courier takes along and tells about, and what it told. Codes only, no words of its own.
create table parcel (
    id              varchar(36) not null primary key,
    case_number     varchar(32) not null references case_file,
    office          varchar(6)  not null,
    state           varchar(16) not null,
    ordered_by      varchar(64) not null,
    ordered_at      timestamp with time zone not null,
    carrier         varchar(16),
    tracking_number varchar(64),
    looked_at       timestamp with time zone,
    reason          varchar(16),
    ended_at        timestamp with time zone
);
create index ix_parcel_case on parcel (case_number, ordered_at);
create index ix_parcel_look on parcel (state, looked_at);

create table parcel_step (
    parcel_id   varchar(36) not null references parcel,
    seq         integer     not null,
    happened_at timestamp with time zone not null,
    kind        varchar(16) not null,
    city        varchar(6),
    primary key (parcel_id, seq)
);
