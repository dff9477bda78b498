-- How often something was tried in a period, for all nodes together. The bucket is a digest: it shows no user, address or
-- identity number.
create table throttle (
    bucket     varchar(64) not null primary key,
    ends_at    timestamp with time zone not null,
    tries      integer     not null
);
create index ix_throttle_ends on throttle (ends_at);
