-- What is sealed is longer than what is said, and says nothing of its length.
alter table person alter column name set data type varchar(512);
alter table paper add column size integer not null default 0;
update paper set size = octet_length(bytes);
