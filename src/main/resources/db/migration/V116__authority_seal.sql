-- Every key that may have sealed something: whose it is, its certificate, the seal that was issued to it, from when to when.
-- Nothing is ever removed. The mark is a keyed digest over a row, so that nobody names a key by the database alone.
create table authority_seal (
    id               varchar(32)              not null primary key,
    purpose          varchar(16)              not null,
    authority        varchar(120)             not null,
    -- The key's own first, then those above it; Base64 of DER, one on a line.
    path             text                     not null,
    subject          varchar(500)             not null,
    electronic_seal  varchar(64)              not null,
    valid_from       timestamp with time zone not null,
    valid_to         timestamp with time zone,
    state            varchar(16)              not null,
    proposed_by      varchar(64)              not null,
    proposed_at      timestamp with time zone not null,
    answered_by      varchar(64),
    answered_at      timestamp with time zone,
    end_proposed     timestamp with time zone,
    end_proposed_by  varchar(64),
    end_answered_by  varchar(64),
    mark             varchar(64)              not null
);
create index ix_authority_seal_state on authority_seal (state);
