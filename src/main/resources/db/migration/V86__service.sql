-- The day on which the applicant first opened a paper: in-app service. Remedies count from it (行政复议法 Art 20).
alter table paper add column served_at timestamp with time zone;
