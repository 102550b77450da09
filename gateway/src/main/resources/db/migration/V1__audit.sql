-- The audit log: append-only, a hash chain in the order of `sequence`.
create table audit_entry (
  sequence        bigint      primary key,
  previous_hash   text        not null,
  hash            text        not null unique,
  at              timestamptz not null,
  action          text        not null,
  subject         text,
  client          text,
  request_id      text        not null,
  source_address  text        not null,
  method          text        not null,
  route           text,
  parameters      text        not null, -- the JSON text that was hashed
  decision        text        not null,
  status          int         not null,
  code            text,
  duration_micros bigint      not null
);
create index audit_entry_by_subject on audit_entry (subject, sequence);
create index audit_entry_by_time on audit_entry using brin (at);

-- Where the chain ends. One row; writers move it by compare-and-set in the statement that inserts.
create table audit_head (
  only_row boolean primary key default true check (only_row),
  sequence bigint  not null,
  hash     text    not null
);
insert into audit_head (sequence, hash) values (0, repeat('0', 64));

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed';
end $$;

create trigger audit_entry_append_only
  before update or delete or truncate on audit_entry
  for each statement execute function audit_is_append_only();

create trigger audit_head_is_kept
  before delete or truncate on audit_head
  for each statement execute function audit_is_append_only();
