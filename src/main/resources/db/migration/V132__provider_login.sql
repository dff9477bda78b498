-- Whose account somebody is who logs in by an OpenID provider: subject and issuer, as a keyed digest. Never changed: who
-- comes with another subject is somebody else.
create table provider_account (
    subject_key varchar(64) not null primary key,
    user_id     varchar(64) not null,
    provider    varchar(32) not null,
    bound_at    timestamp with time zone not null,
    -- The digest of an applicant's identity number: nobody has two accounts.
    holder_key  varchar(64) unique
);
create index ix_provider_account_user on provider_account (user_id);

-- Log-ins by a provider that are going on or have ended, so that a log-out that reaches one node counts on all.
create table provider_login (
    id          varchar(32) not null primary key,
    user_id     varchar(64) not null,
    provider    varchar(32) not null,
    subject_key varchar(64) not null,
    session_key varchar(64),
    begun_at    timestamp with time zone not null,
    ended_at    timestamp with time zone,
    ending      varchar(32)
);
create index ix_provider_login_subject on provider_login (subject_key);
create index ix_provider_login_session on provider_login (session_key);
create index ix_provider_login_user on provider_login (user_id);
create index ix_provider_login_begun on provider_login (begun_at);

-- Log-out tokens that were obeyed; each counts once.
create table spent_token (
    token_key varchar(64) not null primary key,
    seen_at   timestamp with time zone not null
);
create index ix_spent_token_seen on spent_token (seen_at);
