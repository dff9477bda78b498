-- Where people want to be told things outside the service. An address counts once its owner has confirmed it; one that waits
-- for that stands beside it, with the code that was sent there.
create table notice_contact (
    user_id     varchar(64)   not null,
    channel     varchar(8)    not null,
    wanted      boolean       not null,
    address     varchar(1000),
    verified_at timestamp with time zone,
    pending     varchar(1000),
    code        varchar(1000),
    code_until  timestamp with time zone,
    code_tries  integer       not null default 0,
    refused_at  timestamp with time zone,
    changed_at  timestamp with time zone not null,
    primary key (user_id, channel)
);

-- When people don't want to be disturbed, in minutes of the day; and up to when those who want their mails gathered have
-- been told.
create table notice_preference (
    user_id        varchar(64) not null primary key,
    quiet_from     integer     not null,
    quiet_to       integer     not null,
    gathered       boolean     not null,
    of_groups      boolean     not null,
    gathered_until timestamp with time zone,
    gathered_at    timestamp with time zone
);
create index ix_notice_preference_gathered on notice_preference (gathered, gathered_at);
