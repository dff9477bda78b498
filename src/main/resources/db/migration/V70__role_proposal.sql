-- What administrators propose and confirm about a person's role. Membership itself is the engine's.
create table role_proposal (
    id          varchar(32)  not null primary key,
    user_id     varchar(64)  not null,
    group_id    varchar(64)  not null,
    state       varchar(16)  not null,
    proposed_by varchar(64)  not null,
    proposed_at timestamp with time zone not null,
    expires_at  timestamp with time zone not null,
    answered_by varchar(64),
    answered_at timestamp with time zone,
    -- User and group while it waits, so that there is only one at a time.
    waiting_for varchar(130) unique
);
create index ix_role_proposal_user on role_proposal (user_id);
create index ix_role_proposal_time on role_proposal (proposed_at);
