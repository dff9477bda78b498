-- Remembers that the demonstration's year of cases is there.
create table year_load (
    seed        bigint  not null,
    cases       integer not null,
    begun_at    timestamp with time zone not null,
    finished_at timestamp with time zone
);
