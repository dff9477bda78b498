-- When a secret is changed, the one before signs too for a while, so that the receiver can change at its own time.
alter table webhook_subscription add column previous_secret varchar(500);
alter table webhook_subscription add column previous_until timestamp with time zone;
