-- Buckets are keyed digests from now on: with the plain ones, whoever held a copy of the database could have tried all
-- identity numbers. What was counted until now is forgotten.
delete from throttle;
