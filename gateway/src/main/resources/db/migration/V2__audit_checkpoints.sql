-- Heads of the chain that the gateway has signed. `published_at`: when the head was known to be outside the database too.
create table audit_checkpoint (
  sequence     bigint      primary key,
  hash         text        not null,
  signed_at    timestamptz not null,
  key_id       text        not null,
  signature    text        not null,
  published_at timestamptz
);
create index audit_checkpoint_unpublished on audit_checkpoint (sequence) where published_at is null;
create index audit_checkpoint_by_time on audit_checkpoint (signed_at);

-- The last entry that the retention policy removed, signed; no row while every entry is there.
create table audit_floor (
  only_row  boolean     primary key default true check (only_row),
  sequence  bigint      not null,
  hash      text        not null,
  signed_at timestamptz not null,
  key_id    text        not null,
  signature text        not null
);

create function audit_entry_goes_below_the_floor_only() returns trigger language plpgsql as $$
begin
  if old.sequence > coalesce((select sequence from audit_floor), 0) then
    raise exception 'audit entries are never changed or removed';
  end if;
  return old;
end $$;

drop trigger audit_entry_append_only on audit_entry;

create trigger audit_entry_append_only
  before update or truncate on audit_entry
  for each statement execute function audit_is_append_only();

create trigger audit_entry_retention
  before delete on audit_entry
  for each row execute function audit_entry_goes_below_the_floor_only();

create function audit_checkpoint_is_signed_once() returns trigger language plpgsql as $$
begin
  if (new.sequence, new.hash, new.signed_at, new.key_id, new.signature)
     is distinct from (old.sequence, old.hash, old.signed_at, old.key_id, old.signature) then
    raise exception 'signed heads are never changed';
  end if;
  return new;
end $$;

create trigger audit_checkpoint_signed_once
  before update on audit_checkpoint
  for each row execute function audit_checkpoint_is_signed_once();

create trigger audit_checkpoint_is_kept
  before delete or truncate on audit_checkpoint
  for each statement execute function audit_is_append_only();

create function audit_floor_only_rises() returns trigger language plpgsql as $$
begin
  if new.sequence <= old.sequence then
    raise exception 'the floor of the audit log only rises';
  end if;
  return new;
end $$;

create trigger audit_floor_rises
  before update on audit_floor
  for each row execute function audit_floor_only_rises();

create trigger audit_floor_is_kept
  before delete or truncate on audit_floor
  for each statement execute function audit_is_append_only();
