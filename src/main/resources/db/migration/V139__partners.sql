-- How each outside system's line does: whether an administrator has paused it, when it last answered and when it failed.
create table partner_line (
    partner varchar(20) not null primary key,
    paused_at timestamp with time zone,
    paused_by varchar(64),
    pause_reason varchar(200),
    last_success_at timestamp with time zone,
    last_failure_at timestamp with time zone,
    broken_since timestamp with time zone,
    last_error varchar(200)
);
insert into partner_line (partner) values ('face'), ('registry'), ('mail'), ('sms'), ('courier'), ('signing'), ('timestamp');
-- Which signed requests of partners have been here, so that none counts twice on whichever node.
create table partner_nonce (
    partner varchar(20) not null,
    nonce varchar(64) not null,
    seen_at timestamp with time zone not null,
    primary key (partner, nonce)
);
create index ix_partner_nonce_seen on partner_nonce (seen_at);
