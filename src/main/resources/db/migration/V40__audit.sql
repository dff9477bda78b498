-- Who saw or changed what: only added to, each entry chained to the one before it by a keyed digest. What was entered stands
-- here only as a keyed digest, so that it can be erased elsewhere and the chain still holds.
create table audit_entry (
    chain       varchar(64)  not null,
    seq         integer      not null,
    happened_at timestamp with time zone not null,
    actor       varchar(64)  not null,
    deed        varchar(64)  not null,
    detail      varchar(300) not null,
    content     varchar(64)  not null,
    previous    varchar(64)  not null,
    digest      varchar(64)  not null,
    primary key (chain, seq)
);

-- Where each chain ends.
create table audit_head (
    chain  varchar(64) not null primary key,
    seq    integer     not null,
    digest varchar(64) not null,
    sealed boolean     not null
);
create index ix_audit_head_sealed on audit_head (sealed);

-- The ends of the chains that grew, signed from time to time; the seals are a chain of their own.
create table audit_seal (
    number      integer      not null primary key,
    sealed_at   timestamp with time zone not null,
    root        varchar(64)  not null,
    previous    varchar(64)  not null,
    digest      varchar(64)  not null,
    signature   varchar(200) not null,
    certificate text         not null
);
create table audit_sealed_head (
    number integer     not null references audit_seal,
    chain  varchar(64) not null,
    seq    integer     not null,
    digest varchar(64) not null,
    primary key (number, chain)
);
create index ix_audit_sealed_head_chain on audit_sealed_head (chain, number);
