-- Who is who: the only link from a user id (hashed with a secret key) to the pseudonym under which everything is stored.
create table identity (
    user_hash   bytea    not null primary key,
    key_version smallint not null,
    user_id     uuid     not null unique default gen_random_uuid(),
    created_at  timestamptz not null default now()
);

-- One row: the secret namespace of derived event ids. Secret, so that nobody who reads the warehouse can test a guess
-- at what an event's unstored properties were.
create table installation (
    only_one        boolean not null primary key default true check (only_one),
    event_namespace uuid    not null default gen_random_uuid()
);
insert into installation default values;

-- Files that were sent in.
create table import_file (
    import_id      uuid        not null primary key,
    data_set       text        not null,
    state          text        not null,
    file_name      text,
    media_type     text        not null,
    content_length bigint,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    finished_at    timestamptz,
    bytes          bigint      not null default 0,
    sha256         text,
    rows_read      bigint      not null default 0,
    accepted       bigint      not null default 0,
    quarantined    bigint      not null default 0,
    ignored_columns text       not null default '',
    offsets        text        not null default '',
    failure_code   text,
    failure        text,
    created_by     text        not null
);
create index import_file_by_age on import_file (created_at desc, import_id);

-- What the warehouse made of an import's records; one row per partition, so that partitions do not wait for each other.
create table import_outcome (
    import_id  uuid     not null,
    partition  smallint not null,
    stored     bigint   not null,
    duplicates bigint   not null,
    conflicts  bigint   not null,
    primary key (import_id, partition)
);

-- Rows that were refused, with the bytes they came as: they may hold personal data, so only an operator sees the bytes.
create table quarantine (
    quarantine_id bigint      generated always as identity primary key,
    data_set      text        not null,
    received_at   timestamptz not null,
    code          text        not null,
    detail        text        not null,
    raw           bytea       not null,
    raw_length    bigint      not null,
    plan_version  integer     not null,
    import_id     uuid,
    row_number    bigint
);
create index quarantine_by_code on quarantine (data_set, code, quarantine_id);
create index quarantine_by_import on quarantine (import_id, quarantine_id) where import_id is not null;

-- How many rows of a data set, by the hour of receipt, met which fate. source -1 is the edge, n the warehouse writer's partition n.
create table quality_count (
    data_set text        not null,
    hour     timestamptz not null,
    code     text        not null,
    source   smallint    not null,
    count    bigint      not null,
    primary key (data_set, hour, code, source)
);
