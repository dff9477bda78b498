-- Makes the service's role and its database; run once by a superuser with psql, which is given the role's password:
--   cat /etc/renewal/secrets/spring.datasource.password | sudo -u postgres env PASSWORD_FILE=- psql -f create.sql
-- The role owns its database and nothing else: it makes and changes tables when a version starts.
\set ON_ERROR_STOP on
\set password `cat "$PASSWORD_FILE"`
create role renewal login nosuperuser nocreatedb nocreaterole password :'password';
create database renewal owner renewal encoding 'UTF8' template template0;
\connect renewal
revoke all on database renewal from public;
revoke all on schema public from public;
alter schema public owner to renewal;
