create table assumption (
    name text not null,
    valid_from date not null,
    assumed_value double precision not null,
    source text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (name, valid_from)
);

create table lever (
    name text primary key,
    stage text not null,
    lift_mode double precision not null,
    low_multiple double precision not null,
    high_multiple double precision not null,
    confidence text not null,
    cost double precision not null,
    effort_person_months double precision not null,
    ramp_months integer not null,
    start_month integer not null,
    updated_at timestamptz not null,
    updated_by text not null
);

-- The growth step of a run: what it was asked, and how far it has come.
create table growth_run (
    run_id text primary key,
    command text not null,
    received_at timestamptz not null,
    claimed_at timestamptz,
    published_at timestamptz
);

create index growth_run_open on growth_run (received_at) where published_at is null;

-- Results of the steps that a run's growth step builds on. They may come before the command does.
create table growth_run_input (
    run_id text not null,
    step text not null,
    result text not null,
    received_at timestamptz not null,
    primary key (run_id, step)
);

create index growth_run_input_age on growth_run_input (received_at);
