-- Which keys have sealed what is here, and which one seals now, for all nodes together. The probe is a known value sealed by
-- the key: whoever starts with another key of the same name finds out by it.
create table vault_key (
    id           varchar(128) not null primary key,
    probe        varchar(512) not null,
    sealed_since timestamp with time zone,
    seals        boolean      not null
);

-- A known value's digest by the index key, and the one row by whose lock keys are changed one node at a time.
create table vault_index (
    id    integer     not null primary key,
    probe varchar(64),
    -- Whether everything is sealed that older versions stored as it was entered.
    texts_sealed boolean not null default false
);
insert into vault_index (id) values (1);

-- The nodes that run, with the keys that each of them has, and the key that it seals with. Time is the database's.
create table vault_node (
    node       varchar(100)  not null primary key,
    known_keys varchar(4000) not null,
    seals_with varchar(128)  not null,
    seen_at    timestamp with time zone not null
);
