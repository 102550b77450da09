-- Who started a run by the provider's id, and in which trace; as of which position its figures are; when others were told how it ended.
alter table analysis_run add column requester_subject text;
alter table analysis_run add column requester_client text;
alter table analysis_run add column trace_parent text;
alter table analysis_run add column as_of text;
alter table analysis_run add column end_published_at timestamptz;

-- Of the runs that ended before, nobody is told.
update analysis_run set end_published_at = finished_at where finished_at is not null;
create index analysis_run_end_untold on analysis_run (finished_at) where end_published_at is null;

-- Two people may have one name, one after the other.
alter table analysis_run drop constraint analysis_run_requested_by_idempotency_key_key;
alter table analysis_run add constraint analysis_run_of_one_key unique (requester_subject, idempotency_key);
