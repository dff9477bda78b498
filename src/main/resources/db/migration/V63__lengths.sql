-- Lengths are counted in characters; a database that counts halves of characters (H2) needs room for two of each.
alter table excluded_time alter column reason set data type varchar(1200);
alter table certificate_act alter column reason set data type varchar(800);
alter table certificate_operation alter column reason set data type varchar(2000);
alter table clock_entry alter column note set data type varchar(2000);
alter table notice alter column text set data type varchar(2000);
