-- What people wrote is sealed, and what is sealed is longer than what is said: three bytes a character, then Base64.
alter table case_event alter column text set data type varchar(9000);
alter table case_problem alter column message set data type varchar(3000);
alter table case_finding alter column text set data type varchar(5000);
alter table excluded_time alter column reason set data type varchar(3000);
alter table clock_entry alter column note set data type varchar(3000);
alter table notice alter column text set data type varchar(5000);
alter table certificate_act alter column reason set data type varchar(3000);
alter table certificate_operation alter column reason set data type varchar(5000);
alter table holder_record alter column detail set data type varchar(3000);
