-- Which node takes a turn of a work that the nodes share, until when; ShedLock's table, under our name.
create table periodic_turn (
    name varchar(64) not null primary key,
    lock_until timestamp not null,
    locked_at timestamp not null,
    locked_by varchar(255) not null
);
