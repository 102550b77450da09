-- Analysis runs by the clock. A run knows its schedule for as long as there is one.
create table schedule (
  id uuid primary key,
  name text not null unique,
  cron text not null,
  time_zone text not null,
  enabled boolean not null,
  range_from date,
  range_to date,
  last_days integer check (last_days > 0),
  segment text,
  levers text not null,
  months integer not null check (months > 0),
  seed bigint not null,
  version integer not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  next_run_at timestamptz,
  last_run_id uuid,
  last_run_at timestamptz,
  last_skipped_at timestamptz,
  last_skipped_reason text,
  check (enabled = (next_run_at is not null)),
  check (last_days is null or (range_from is null and range_to is null))
);

create index schedule_due on schedule (next_run_at) where enabled;

alter table analysis_run add column schedule_id uuid references schedule on delete set null;
create index analysis_run_of_schedule on analysis_run (schedule_id) where schedule_id is not null;
