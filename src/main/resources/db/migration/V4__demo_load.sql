-- Remembers the day from which the dates of the demonstration's data count.
create table demo_load (
    loaded_on date not null primary key
);
