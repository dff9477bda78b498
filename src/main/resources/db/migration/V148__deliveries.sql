-- What goes to somebody outside the service: written with the notice, sent through the outbox. handed_at tells that it may
-- have got there already though no answer came; repeats, how often it then was sent again.
create table notice_delivery (
    id          varchar(64) not null primary key,
    user_id     varchar(64) not null,
    channel     varchar(8)  not null,
    kind        varchar(48) not null,
    notice_id   varchar(64),
    case_number varchar(32),
    told_since  timestamp with time zone,
    told_until  timestamp with time zone,
    state       varchar(16) not null,
    created_at  timestamp with time zone not null,
    due_at      timestamp with time zone not null,
    handed_at   timestamp with time zone,
    done_at     timestamp with time zone,
    refusals    integer     not null default 0,
    repeats     integer     not null default 0,
    reason      varchar(64)
);
create index ix_notice_delivery_due on notice_delivery (state, due_at);
create index ix_notice_delivery_user on notice_delivery (user_id, created_at);
create index ix_notice_delivery_case on notice_delivery (case_number);
create index ix_notice_delivery_age on notice_delivery (created_at);
