-- Whether the decision came within the days that the office promised (承诺办结时限); null where none were promised.
alter table insight_case add column promise_kept boolean;
