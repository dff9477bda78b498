-- An end of a chain that somebody copies from an earlier entry bears no mark: a keyed digest of the end and of the last seal
-- that covers the chain, so that neither a tail nor the seals can be taken away and the end be set back.
alter table audit_head add column seal_number integer not null default 0;
alter table audit_head add column mark varchar(64);

-- Remembers that the ends of an earlier version's chains were marked, which happens once.
create table audit_marked (
    marked_at timestamp with time zone not null primary key
);
