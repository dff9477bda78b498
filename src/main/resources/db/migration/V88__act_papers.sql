-- What goes before an act on a certificate, and what it says: the day until which the holder can answer, the paper on
-- which it stands, until when a suspension lasts. Acts from before have none of it.
alter table certificate_act alter column reason set data type varchar(6000);
alter table certificate_act alter column state set data type varchar(24);
alter table certificate_act add column reference varchar(64);
alter table certificate_act add column office varchar(12);
alter table certificate_act add column ground_code varchar(64);
alter table certificate_act add column precedes varchar(16);
alter table certificate_act add column underlying varchar(1500);
alter table certificate_act add column ends_on date;
alter table certificate_act add column noticed_on date;
alter table certificate_act add column answer_due date;
create unique index ix_certificate_act_reference on certificate_act (reference);

-- What the holder answered, what came of a hearing, and how the office weighed it; sealed.
create table act_word (
    act_id     varchar(32)              not null references certificate_act (id),
    kind       varchar(16)              not null,
    content    varchar(12000)           not null,
    written_by varchar(64)              not null,
    written_at timestamp with time zone not null,
    primary key (act_id, kind)
);
