-- Feature adoption: who uses what, how much, and how soon after signup.
--
-- One row per feature, a named set of event types. Eligible are the users with a profile and at least one active
-- event in the range, be it before signup; adopters are the eligible users with at least one event of the feature
-- in the range. `events` are those of the adopters. share_of_active_users is taken of all users active in the
-- range, with a profile or not. The median runs from signup to the first use in the range, in days of 24 hours, and
-- is negative for a use before signup. How often adopters use a feature is told by the days of the range on which
-- they did. Everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, `timestamp`)
--   user_profiles (user_id, signup_date, segment)
--
-- Layout: user_events and user_profiles clustered by user_id; all partitions are read.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        cast(null as string) as segment, -- this segment only, '(none)' for users without one; null: everybody
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        86400 as day_seconds -- ages are in days of 24 hours
),

-- The features in order; one with several event types stands once for each.
feature_types as (
    select 'page_creation' as feature, 'page_created' as event_type, 1 as feature_number
    union all
    select 'content_editing' as feature, 'content_edited' as event_type, 2 as feature_number
    union all
    select 'search' as feature, 'search_performed' as event_type, 3 as feature_number
    union all
    select 'page_viewing' as feature, 'page_viewed' as event_type, 4 as feature_number
    union all
    select 'collaboration' as feature, 'collaborative_edit' as event_type, 5 as feature_number
    union all
    select 'collaboration' as feature, 'user_invited' as event_type, 5 as feature_number
    union all
    select 'collaboration' as feature, 'workspace_shared' as event_type, 5 as feature_number
),

data_extent as (
    select
        coalesce(date(coalesce(least(events.first_at, signups.first_at), events.first_at, signups.first_at), p.time_zone), current_date(p.time_zone)) as first_day,
        coalesce(date(coalesce(events.last_at, signups.last_at), p.time_zone), current_date(p.time_zone) - 1) as last_day,
        current_date(p.time_zone) as today
    from params as p
    cross join (select min(`timestamp`) as first_at, max(`timestamp`) as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- Whether the data hold any activity at all.
activity as (
    select count(*) > 0 as has_activity
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where e.event_type not in unnest(p.passive_types)
        limit 1
    ) as first_active_event
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
),

-- One row per user and event type used in the range.
used as (
    select
        e.user_id,
        e.event_type,
        u.user_id is not null as has_profile,
        u.signup_date as signup_at,
        count(*) as event_count,
        min(e.`timestamp`) as first_used_at
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where date(e.`timestamp`, p.time_zone) >= b.from_day
        and date(e.`timestamp`, p.time_zone) < b.to_day
        and (p.segment is null or coalesce(nullif(u.segment, ''), '(none)') = p.segment)
    group by e.user_id, e.event_type, u.user_id, u.signup_date
),

active_users as (
    select
        s.user_id,
        s.has_profile
    from used as s
    cross join params as p
    where s.event_type not in unnest(p.passive_types)
    group by s.user_id, s.has_profile
),

population as (
    select
        count(*) as active_users,
        countif(has_profile) as eligible_users
    from active_users
),

-- One row per active user and feature used.
feature_users as (
    select
        t.feature_number,
        s.user_id,
        a.has_profile,
        sum(s.event_count) as event_count,
        timestamp_diff(min(s.first_used_at), min(s.signup_at), millisecond) / 1000 / p.day_seconds as days_to_first_use
    from used as s
    inner join active_users as a on a.user_id = s.user_id
    inner join feature_types as t on t.event_type = s.event_type
    cross join params as p
    group by t.feature_number, s.user_id, a.has_profile, p.day_seconds
),

adoption as (
    select
        f.feature_number,
        count(*) as feature_users,
        countif(f.has_profile) as users_adopted,
        sum(if(f.has_profile, f.event_count, null)) as events
    from feature_users as f
    group by f.feature_number
),

ranked as (
    select
        f.feature_number,
        f.days_to_first_use,
        row_number() over (partition by f.feature_number order by f.days_to_first_use) as place,
        count(*) over (partition by f.feature_number) as places
    from feature_users as f
    where f.has_profile
),

-- The median is the value in the middle, or the mean of the two there.
medians as (
    select
        r.feature_number,
        avg(r.days_to_first_use) as days_to_first_use
    from ranked as r
    where 2 * r.place >= r.places
        and 2 * r.place <= r.places + 2
    group by r.feature_number
),

-- On how many days of the range each adopter used a feature.
feature_days as (
    select
        t.feature_number,
        e.user_id,
        count(distinct date(e.`timestamp`, p.time_zone)) as days_used
    from analytics.user_events as e
    inner join feature_types as t on t.event_type = e.event_type
    inner join active_users as a on a.user_id = e.user_id
    cross join params as p
    cross join bounds as b
    where date(e.`timestamp`, p.time_zone) >= b.from_day
        and date(e.`timestamp`, p.time_zone) < b.to_day
        and a.has_profile
    group by t.feature_number, e.user_id
),

ranked_days as (
    select
        d.feature_number,
        d.days_used,
        row_number() over (partition by d.feature_number order by d.days_used) as place,
        count(*) over (partition by d.feature_number) as places
    from feature_days as d
),

-- The mean, and the median as above.
frequencies as (
    select
        r.feature_number,
        safe_divide(sum(r.days_used), count(*)) as avg_days_used,
        avg(case when 2 * r.place >= r.places and 2 * r.place <= r.places + 2 then cast(r.days_used as float64) end)
            as median_days_used
    from ranked_days as r
    group by r.feature_number
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
    cast(coalesce(a.users_adopted, 0) as float64) / nullif(n.eligible_users, 0) as adoption_rate,
    case when b.has_activity then cast(coalesce(a.events, 0) as int64) end as events,
    safe_divide(a.events, a.users_adopted) as avg_usage_per_user,
    m.days_to_first_use as median_days_to_first_use,
    q.avg_days_used as avg_days_used_per_user,
    q.median_days_used as median_days_used_per_user,
    case when b.has_activity then n.active_users end as active_users,
    cast(coalesce(a.feature_users, 0) as float64) / nullif(n.active_users, 0) as share_of_active_users,
    case when not b.has_activity then 'no_activity_events' end as reason
from features as f
cross join bounds as b
cross join population as n
left join adoption as a on a.feature_number = f.feature_number
left join medians as m on m.feature_number = f.feature_number
left join frequencies as q on q.feature_number = f.feature_number
order by f.feature_number;
