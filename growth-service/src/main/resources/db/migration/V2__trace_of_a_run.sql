-- The trace that the command came with, as its header says it: the result belongs to it too, whoever computes it and when.
alter table growth_run add column trace_parent text;
