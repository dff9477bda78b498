-- One row that is always there: whoever gives an office its first letter of a year holds it, so that of two who do so at the
-- same moment the second waits, and neither fails on the other's new rows.
create table letter_series_lock (
    id integer not null primary key
);
insert into letter_series_lock (id) values (1);
