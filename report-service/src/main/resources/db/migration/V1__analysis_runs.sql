create table analysis_run (
  id uuid primary key,
  idempotency_key text,
  requested_by text not null,
  requested_at timestamptz not null,
  range_from date,
  range_to date,
  segment text,
  levers text not null,
  months integer not null check (months > 0),
  seed bigint not null,
  barrier text,
  acquisition_offset bigint,
  claimed_until timestamptz,
  compose_attempts integer not null default 0,
  complete boolean not null default false,
  missing text not null,
  finished_at timestamptz,
  unique (requested_by, idempotency_key)
);

create index analysis_run_newest on analysis_run (requested_at desc, id desc);
create index analysis_run_unfinished on analysis_run (requested_at) where finished_at is null;

create table analysis_step (
  run_id uuid not null references analysis_run on delete cascade,
  name text not null,
  position integer not null,
  state text not null check (state in ('pending', 'running', 'succeeded', 'failed', 'skipped')),
  started_at timestamptz,
  finished_at timestamptz,
  duration_millis bigint,
  reason text,
  primary key (run_id, name)
);

create table analysis_answer (
  run_id uuid not null references analysis_run on delete cascade,
  name text not null,
  body text not null,
  primary key (run_id, name)
);

create table artifact (
  run_id uuid not null references analysis_run on delete cascade,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  row_count bigint,
  primary key (run_id, name)
);
