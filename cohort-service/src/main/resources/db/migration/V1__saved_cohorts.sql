-- Cohorts that people have saved. A deleted one stays until its end has been published.
create table saved_cohort (
    id uuid primary key,
    name text not null,
    description text,
    kind text not null check (kind in ('dynamic', 'static')),
    listed_users integer,
    referred_to text not null,
    version integer not null,
    created_at timestamptz not null,
    created_by text not null,
    deleted_at timestamptz,
    deleted_by text,
    published_at timestamptz
);

create unique index saved_cohort_name on saved_cohort (name) where deleted_at is null;
create index saved_cohort_unpublished on saved_cohort (created_at) where published_at is null;

-- What makes its members: a definition, or the pseudonyms themselves. Apart, so that listings need not read it.
create table saved_cohort_body (
    id uuid primary key references saved_cohort (id) on delete cascade,
    body text not null
);
