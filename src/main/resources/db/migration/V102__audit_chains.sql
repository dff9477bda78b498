-- One row that is always there: whoever begins a chain holds it until the chain's first entry is committed, so that of two
-- who begin the same chain at the same moment the second goes on where the first has ended.
create table audit_chain_lock (
    id integer not null primary key
);
insert into audit_chain_lock (id) values (1);
