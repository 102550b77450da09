create table alert_rule (
  id uuid primary key,
  name text not null unique,
  kind text not null check (kind in ('threshold', 'change', 'anomaly', 'retention_below_benchmark', 'run_failed', 'quality_below')),
  severity text not null check (severity in ('info', 'warning', 'critical')),
  enabled boolean not null,
  segment text,
  condition text not null,
  repeat_after_seconds bigint check (repeat_after_seconds > 0),
  version integer not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  -- What the newest run it was held against said; null before the first.
  judged_at timestamptz,
  judged_run uuid,
  judged_run_requested_at timestamptz,
  outcome text check (outcome in ('met', 'not_met', 'not_judged')),
  reason text,
  sentence text
);

create table alert_channel (
  id uuid primary key,
  rule_id uuid not null references alert_rule on delete cascade,
  position integer not null,
  kind text not null check (kind in ('webhook', 'slack')),
  shown text not null,
  sealed bytea not null,
  key_version integer not null
);
create index alert_channel_of_rule on alert_channel (rule_id, position);

-- An alert outlives its rule, so it keeps what the rule was called.
create table alert (
  id uuid primary key,
  rule_id uuid not null,
  rule_name text not null,
  kind text not null,
  severity text not null,
  segment text,
  state text not null check (state in ('firing', 'resolved')),
  observed double precision,
  threshold double precision,
  sentence text not null,
  run_id uuid not null,
  as_of text,
  opened_at timestamptz not null,
  opened_run uuid not null,
  notified_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  check ((state = 'resolved') = (resolved_at is not null))
);
create unique index alert_firing on alert (rule_id) where state = 'firing';
create index alert_newest on alert (opened_at desc, id desc);

-- A run is judged in one transaction with what comes of it, so once.
create table judged_run (
  run_id uuid primary key references analysis_run on delete cascade,
  judged_at timestamptz not null
);
-- Of the runs that ended before, nobody is told.
insert into judged_run select id, finished_at from analysis_run where finished_at is not null;

create table notification (
  id uuid primary key,
  alert_id uuid not null references alert on delete cascade,
  channel_id uuid not null,
  channel_kind text not null,
  target text not null,
  event text not null,
  title text not null,
  message text not null,
  data text not null,
  state text not null check (state in ('pending', 'delivered', 'failed')),
  attempts integer not null,
  due_at timestamptz,
  last_status integer,
  last_error text,
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'pending') = (due_at is not null))
);
create index notification_due on notification (due_at) where state = 'pending';
create index notification_of_alert on notification (alert_id, created_at);
