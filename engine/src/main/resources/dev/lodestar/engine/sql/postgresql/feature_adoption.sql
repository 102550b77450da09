-- Feature adoption: who uses what, how much, and how soon after signup.
--
-- One row per feature, a named set of event types. Eligible are the users with a profile and at least one active
-- event in the range, be it before signup; adopters are the eligible users with at least one event of the feature
-- in the range. "events" are those of the adopters. share_of_active_users is taken of all users active in the
-- range, with a profile or not. The median runs from signup to the first use in the range, in days of 24 hours, and
-- is negative for a use before signup. Everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, signup_date, segment)
--
-- Indexes: B-tree user_events ("timestamp") finds where the data end; the events are read by a sequential scan.

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days
        ${from_day} as from_day, -- first day of the range; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ${segment} as segment, -- this segment only, '(none)' for users without one; null: everybody
        ${passive_types} as passive_types, -- event types that are no activity
        86400 as day_seconds, -- ages are in days of 24 hours
        -- The features in order; one with several event types stands once for each.
        ${feature_names} as feature_names,
        ${feature_types} as feature_types
),

data_extent as (
    select
        cast(least(events.first_at, signups.first_at) at time zone p.time_zone as date) as first_day,
        cast(events.last_at at time zone p.time_zone as date) as last_day,
        cast(now() at time zone p.time_zone as date) as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at from analytics.user_profiles) as signups
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, least(x.last_day, x.today) + 1) as to_day,
        exists (
            select 1
            from analytics.user_events as e
            where e.event_type <> all (p.passive_types)
        ) as has_activity
    from params as p
    cross join data_extent as x
),

feature_types as (
    select
        f.feature,
        f.event_type,
        min(f.place) over (partition by f.feature) as feature_number
    from params as p
    cross join unnest(p.feature_names, p.feature_types) with ordinality as f (feature, event_type, place)
),

-- One row per user and event type used in the range.
usage as (
    select
        e.user_id,
        e.event_type,
        u.user_id is not null as has_profile,
        u.signup_date as signup_at,
        count(*) as event_count,
        min(e."timestamp") as first_used_at
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where cast(e."timestamp" at time zone p.time_zone as date) >= b.from_day
        and cast(e."timestamp" at time zone p.time_zone as date) < b.to_day
        and (p.segment is null or coalesce(nullif(u.segment, ''), '(none)') = p.segment)
    group by e.user_id, e.event_type, u.user_id
),

active_users as (
    select
        s.user_id,
        s.has_profile
    from usage as s
    cross join params as p
    where s.event_type <> all (p.passive_types)
    group by s.user_id, s.has_profile
),

population as (
    select
        count(*) as active_users,
        count(*) filter (where has_profile) as eligible_users
    from active_users
),

-- One row per active user and feature used.
feature_users as (
    select
        t.feature_number,
        s.user_id,
        a.has_profile,
        sum(s.event_count) as event_count,
        cast(extract(epoch from min(s.first_used_at) - min(s.signup_at)) as double precision) / p.day_seconds
            as days_to_first_use
    from usage as s
    inner join active_users as a on a.user_id = s.user_id
    inner join feature_types as t on t.event_type = s.event_type
    cross join params as p
    group by t.feature_number, s.user_id, a.has_profile, p.day_seconds
),

adoption as (
    select
        f.feature_number,
        count(*) as feature_users,
        count(*) filter (where f.has_profile) as users_adopted,
        sum(f.event_count) filter (where f.has_profile) as events,
        percentile_cont(0.5) within group (order by f.days_to_first_use)
            filter (where f.has_profile) as median_days_to_first_use
    from feature_users as f
    group by f.feature_number
),

features as (
    select distinct
        feature_number,
        feature
    from feature_types
)

select
    f.feature,
    case when b.has_activity then coalesce(a.users_adopted, 0) end as users_adopted,
    case when b.has_activity then n.eligible_users end as eligible_users,
    cast(coalesce(a.users_adopted, 0) as double precision) / nullif(n.eligible_users, 0) as adoption_rate,
    case when b.has_activity then cast(coalesce(a.events, 0) as bigint) end as events,
    cast(a.events as double precision) / nullif(a.users_adopted, 0) as avg_usage_per_user,
    a.median_days_to_first_use,
    case when b.has_activity then n.active_users end as active_users,
    cast(coalesce(a.feature_users, 0) as double precision) / nullif(n.active_users, 0) as share_of_active_users,
    case when not b.has_activity then 'no_activity_events' end as reason
from features as f
cross join bounds as b
cross join population as n
left join adoption as a on a.feature_number = f.feature_number
order by f.feature_number;
