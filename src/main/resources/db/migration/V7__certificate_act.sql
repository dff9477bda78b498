-- What supervisors propose and confirm about a certificate; what came of it also stands in certificate_operation.
create table certificate_act (
    id                 varchar(32)   not null primary key,
    certificate_number varchar(32)   not null references certificate (number),
    kind               varchar(16)   not null,
    ground             varchar(200)  not null,
    reason             varchar(400)  not null,
    state              varchar(16)   not null,
    proposed_by        varchar(64)   not null,
    proposed_at        timestamp with time zone not null,
    answered_by        varchar(64),
    answered_at        timestamp with time zone,
    -- The certificate's number while the act waits, so that there is only one at a time.
    waiting_for        varchar(32) unique
);
create index ix_certificate_act_number on certificate_act (certificate_number, proposed_at);

alter table certificate_operation alter column reason set data type varchar(1000);
create index ix_certificate_version_end on certificate_version (valid_to);

-- Finds the person who holds a certificate, as the registry finds certificates by their holder.
alter table person add column holder_key varchar(64);
update person set holder_key = id_number where length(id_number) = 18;
create index ix_person_holder on person (holder_key);
