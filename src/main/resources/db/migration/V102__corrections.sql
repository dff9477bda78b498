-- The name that a correction registers, sealed; and which office handled the renewals of a certificate.
alter table certificate_act add column right_name varchar(1500);
create index ix_case_file_certificate on case_file (certificate_number, opened_at);
