-- In what our registry and the province's agreed last, so that it can be told who has changed something since.
create table registry_agreement (
    certificate_number varchar(32) not null primary key,
    agreed varchar(200) not null
);
-- What differed at the last comparison, or differs at the one under way.
create table registry_difference (
    certificate_number varchar(32) not null primary key,
    kind varchar(10) not null,
    ours varchar(200),
    theirs varchar(200),
    run integer not null
);
create index ix_registry_difference_kind on registry_difference (kind, certificate_number);
-- The last comparison; one row.
create table registry_run (
    id integer not null primary key,
    run integer not null,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    compared integer not null,
    failure varchar(200)
);
insert into registry_run (id, run, compared) values (1, 0, 0);
