-- The day that a notice named, where it may move: whoever was told the old one is told the new one.
alter table notice add column named_day date;
