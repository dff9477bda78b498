-- The portrait that an applicant gives with a renewal; becomes the certificate's when it is issued. Base64 of what is sealed.
create table case_photo (
    case_number varchar(40) not null primary key references case_file (case_number),
    media_type  varchar(20) not null,
    content     text        not null,
    kept_at     timestamp with time zone not null
);

-- SHA-256 of it, so that what is signed covers it.
alter table case_file add column photo varchar(64);

-- Whether the holder lets whoever checks the certificate see it whole, and with which version it came onto the face.
alter table certificate_photo add column shared boolean default false not null;
alter table certificate_photo add column since_version integer default 1 not null;
