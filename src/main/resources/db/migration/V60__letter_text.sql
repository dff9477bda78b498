-- A letter's words as an officer wrote them anew, because a letter couldn't carry the first ones; those stay where they
-- were decided, in the section. Sealed.
create table letter_text (
    case_number varchar(32) not null references case_file,
    field       varchar(64) not null,
    version     integer     not null,
    content     text        not null,
    written_by  varchar(64) not null,
    written_at  timestamp with time zone not null,
    primary key (case_number, field, version)
);

-- 500 characters, of which each may be two, and how long it will take.
alter table excluded_time alter column reason set data type varchar(1200);
alter table clock_entry alter column note set data type varchar(1200);
