-- The telephone number that the log-in vouches for, so that it isn't asked for again.
alter table person add column phone varchar(512);
