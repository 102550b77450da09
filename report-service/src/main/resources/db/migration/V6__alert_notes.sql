-- What happened to alerts, until it is published.
create table alert_note (
  id uuid primary key,
  action text not null,
  at timestamptz not null,
  due_at timestamptz not null,
  alert_id uuid not null,
  rule_id uuid not null,
  kind text not null,
  severity text not null,
  run_id uuid,
  notification_id uuid,
  channel text,
  event text,
  attempts integer,
  status integer
);
create index alert_note_oldest on alert_note (at, id);
