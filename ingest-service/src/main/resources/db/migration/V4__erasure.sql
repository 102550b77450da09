-- A person who was erased and may not return keeps the hash, without a pseudonym: rows of that id are refused.
alter table identity alter column user_id drop not null;
alter table identity add column erasure_id uuid;

-- Whose row it is, hashed like the id in the table identity; null where the row could not be read. So a refused row can be found again without its bytes
-- being searched.
alter table quarantine add column user_hash bytea;
create index quarantine_by_user on quarantine (user_hash) where user_hash is not null;

-- Erasures and how far they have come. The pseudonym and the hashes stand here until the end, and then nowhere.
create table erasure (
    erasure_id   uuid        not null primary key,
    state        text        not null check (state in ('counting', 'settling', 'verifying', 'done')),
    on_return    text        not null check (on_return in ('blocked', 'new_person')),
    user_id      uuid,
    user_hashes  bytea[],
    requested_at timestamptz not null,
    requested_by text        not null,
    -- When services were last asked; null when they are to be asked now.
    asked_at     timestamptz,
    -- The place of the last erasure record in the timeline.
    partition    smallint,
    end_offset   bigint      not null default 0,
    completed_at timestamptz,
    check ((state = 'done') = (completed_at is not null)),
    check (state <> 'done' or (user_id is null and user_hashes is null))
);
create index erasure_open on erasure (requested_at) where state <> 'done';

-- What each store held when the erasure began, and what was counted in it after the erasure record at verified_offset.
create table erasure_store (
    erasure_id      uuid   not null references erasure (erasure_id),
    service         text   not null,
    store           text   not null,
    found           bigint,
    remaining       bigint,
    verified_offset bigint not null default -1,
    verified_at     timestamptz,
    primary key (erasure_id, service, store)
);
