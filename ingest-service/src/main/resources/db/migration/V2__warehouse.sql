-- The open warehouse. user_id holds the pseudonym. Names of columns are those of the data definitions; what else is here is for
-- ordering (ingest_partition, ingest_offset), for telling repeats from conflicts (body_hash) and for the times of an event.
create schema analytics;

-- (user_id, event_id) must be unique, so the table is cut by user and not by month; time is found through BRIN, since rows
-- arrive more or less in its order. Collation C compares ids as bytes.
create table analytics.user_events (
    user_id          text        collate "C" not null,
    event_id         text        collate "C" not null,
    event_type       text        not null,
    "timestamp"      timestamptz not null,
    properties       jsonb       not null,
    sent_at          timestamptz,
    received_at      timestamptz not null,
    ingest_partition smallint    not null,
    ingest_offset    bigint      not null,
    body_hash        bigint      not null,
    primary key (user_id, event_id)
) partition by hash (user_id);

create table analytics.user_events_0 partition of analytics.user_events for values with (modulus 8, remainder 0);
create table analytics.user_events_1 partition of analytics.user_events for values with (modulus 8, remainder 1);
create table analytics.user_events_2 partition of analytics.user_events for values with (modulus 8, remainder 2);
create table analytics.user_events_3 partition of analytics.user_events for values with (modulus 8, remainder 3);
create table analytics.user_events_4 partition of analytics.user_events for values with (modulus 8, remainder 4);
create table analytics.user_events_5 partition of analytics.user_events for values with (modulus 8, remainder 5);
create table analytics.user_events_6 partition of analytics.user_events for values with (modulus 8, remainder 6);
create table analytics.user_events_7 partition of analytics.user_events for values with (modulus 8, remainder 7);
create index user_events_by_time on analytics.user_events using brin ("timestamp");

create table analytics.user_profiles (
    user_id          text        collate "C" not null primary key,
    signup_date      timestamptz not null,
    segment          text,
    channel          text,
    plan_type        text,
    attributes       jsonb       not null default '{}',
    updated_at       timestamptz,
    received_at      timestamptz not null,
    ingest_partition smallint    not null,
    ingest_offset    bigint      not null
);

create table analytics.acquisition_daily (
    date          date             not null,
    channel       text             not null,
    visitors      bigint           not null,
    spend         double precision,
    ingest_offset bigint           not null,
    primary key (date, channel)
);

-- Up to where each partition has been written, in the same transaction as the rows: the reason why nothing is written twice or left out.
create table warehouse_offset (
    topic       text     not null,
    partition   smallint not null,
    next_offset bigint   not null,
    primary key (topic, partition)
);
