-- Until when a paper's newest timestamp proves something by itself, and by which digest; null where it wasn't looked at yet.
alter table paper add column proof_until timestamp with time zone;
alter table paper add column proof_digest varchar(16);
create index ix_paper_proof_until on paper (proof_until);
create index ix_paper_proof_digest on paper (proof_digest);

-- Archive timestamps, kept beside the papers: each covers the file and all before it.
create table paper_evidence (
    paper_id  varchar(32)              not null,
    sequence  integer                  not null,
    made_at   timestamp with time zone not null,
    token     bytea                    not null,
    primary key (paper_id, sequence)
);
