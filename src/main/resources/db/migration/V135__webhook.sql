-- Who is told what happens in cases, and what each is told: written with the event, sent after it.
create table webhook_subscription (
    id         varchar(36)  not null primary key,
    -- The client that made it for itself; null where an administrator did.
    client_id  varchar(64),
    url        varchar(500) not null,
    -- Names of events and codes of offices, with blanks between; no office stands for all.
    events     varchar(1000) not null,
    offices    varchar(500) not null,
    secret     varchar(500) not null,
    state      varchar(16)  not null,
    created_by varchar(64)  not null,
    created_at timestamp with time zone not null
);

create table webhook_delivery (
    id              varchar(36) not null primary key,
    -- No foreign key: no case may fail because a node doesn't know yet that a receiver wants no more.
    subscription_id varchar(36) not null,
    case_number     varchar(32) not null,
    -- Counts the events of a case for this subscription.
    seq             integer     not null,
    event           varchar(48) not null,
    happened_at     timestamp with time zone not null,
    state           varchar(16) not null,
    attempts        integer     not null,
    due_at          timestamp with time zone not null,
    locked_until    timestamp with time zone,
    last_answer     varchar(200),
    done_at         timestamp with time zone,
    constraint uq_webhook_delivery unique (subscription_id, case_number, seq)
);
-- What is due next; what is sent again; what an administrator looks at, and what is old; what goes with a case.
create index ix_webhook_delivery_due on webhook_delivery (subscription_id, state, due_at);
create index ix_webhook_delivery_seen on webhook_delivery (subscription_id, happened_at);
create index ix_webhook_delivery_recent on webhook_delivery (state, happened_at);
create index ix_webhook_delivery_case on webhook_delivery (case_number);
