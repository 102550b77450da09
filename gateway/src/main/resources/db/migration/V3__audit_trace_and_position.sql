-- Which trace a call belongs to, and as of which ingest position its answer is. `version`: how the entry is written where it is hashed; what stood here before is of
-- the first version, and so is what a replica of the version before writes while it is being replaced.
alter table audit_entry add column trace_id text;
alter table audit_entry add column as_of text;
alter table audit_entry add column version smallint not null default 1;
