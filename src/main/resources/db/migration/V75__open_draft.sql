-- At most one open draft of a person that names no certificate yet; one that names one stands in open_renewal.
create table open_draft (
    applicant   varchar(64) not null primary key,
    case_number varchar(32) not null references case_file
);
create index ix_open_draft_case on open_draft (case_number);

-- Of several that were begun before, the newest is gone on with; the others can still be finished or withdrawn.
insert into open_draft (applicant, case_number)
select f.applicant, max(f.case_number)
  from case_file f
 where f.status = 'DRAFT' and f.closed_at is null and f.certificate_number is null
   and not exists (select 1 from case_file later
                    where later.applicant = f.applicant and later.status = 'DRAFT' and later.closed_at is null
                      and later.certificate_number is null and later.opened_at > f.opened_at)
 group by f.applicant;
