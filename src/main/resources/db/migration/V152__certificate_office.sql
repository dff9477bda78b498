-- The office that looks after a certificate, where a register says so; otherwise its number tells.
alter table certificate add column office varchar(6);
