-- What the engine doesn't know about an account: whether somebody else set its password, so that it must be changed before
-- anything else is done with it.
create table account (
    user_id     varchar(64) not null primary key,
    must_change boolean     not null
);

-- Grows by each change of users, groups and grants: nodes look at it every few seconds and forget what they knew.
create table rights_version (
    id      integer not null primary key check (id = 1),
    version bigint  not null
);
insert into rights_version (id, version) values (1, 0);
