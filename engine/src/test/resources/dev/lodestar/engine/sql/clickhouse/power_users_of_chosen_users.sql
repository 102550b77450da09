-- Power users: on how many of the last 28 days people came (L28).
--
-- One row per number of active days, 1 to 28. Counted are the users, with a profile or not, active on at least one
-- of the 28 days that end with the last day of the range. The threshold is the smallest number of active days that
-- at most top_share of them reach; there is none where more of them reach even the largest. event_share is the
-- power users' share of all active events of the 28 days. Everything is null where the data hold no activity at
-- all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, segment, channel, plan_type, attributes)
--
-- Layout: user_events partition by toYYYYMM(timestamp), or timestamp in the sorting key.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as Nullable(Date)) as from_day, -- null; else the 28 days never end before it
        cast(null as Nullable(Date)) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ['user_invited'] as cohort_types_1, -- cohort, behaviour 1: event types
        0 as cohort_from_hour_1, -- cohort, behaviour 1: hours since signup, from
        168 as cohort_to_hour_1, -- cohort, behaviour 1: hours since signup, up to
        2 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        ['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast([] as Array(String)) as channels,
        cast([] as Array(String)) as plan_types,
        ['mobile'] as values_1, -- of device
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        28 as window_days,
        toDecimal128('0.10', 9) as top_share -- power users are at most this share of the active users
),

-- Whether the data hold any activity at all.
activity as (
    select count(*) > 0 as has_activity
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where not has(p.passive_types, e.event_type)
        limit 1
    ) as first_active_event
),

-- The day after the last, where the data end: that of the last event, today at the latest.
data_end as (
    select coalesce(least(toDate(events.last_at, (select time_zone from params)), toDate(now(), (select time_zone from params))), toDate(events.last_at, (select time_zone from params)), toDate(now(), (select time_zone from params))) + 1 as day_after_last
    from params as p
    cross join (select max("timestamp") as last_at from analytics.user_events) as events
),

bounds as (
    select
        coalesce(p.to_day, case when p.from_day > x.day_after_last then p.from_day else x.day_after_last end) as to_day,
        y.has_activity
    from params as p
    cross join data_end as x
    cross join activity as y
),

-- The day at whose start the behaviour of the cohort ends: with the range, which never ends before it begins.
cohort_end as (
    select case when p.from_day > b.to_day then p.from_day else b.to_day end as to_day
    from bounds as b
    cross join params as p
),

-- How often each user did what the cohort asks for, in the time that it asks for.
cohort_counts as (
    select
        e.user_id,
        countIf(has(p.cohort_types_1, e.event_type)
            and e."timestamp" >= addHours(u.signup_date, p.cohort_from_hour_1)
            and e."timestamp" < addHours(u.signup_date, p.cohort_to_hour_1)) as did_1
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where toDate(e."timestamp", (select time_zone from params)) < n.to_day
    group by e.user_id
),

-- The members of the cohort, of all users with a profile or an event.
cohort_members as (
    select k.user_id
    from (
        select distinct a.user_id
        from (
            select user_id from analytics.user_profiles
            union all
            select user_id from analytics.user_events
        ) as a
    ) as k
    cross join params as p
    left join analytics.user_profiles as u on u.user_id = k.user_id
    left join cohort_counts as c on c.user_id = k.user_id
    where coalesce(c.did_1, 0) >= p.cohort_at_least_1
),

user_days as (
    select
        e.user_id,
        toDate(e."timestamp", (select time_zone from params)) as active_on,
        count(*) as event_count
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    inner join cohort_members as o on o.user_id = e.user_id
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where not has(p.passive_types, e.event_type)
        -- A day more than needed on either side lets an index find the rows; the local date decides.
        and e."timestamp" >= toDateTime64(b.to_day - (p.window_days + 1), 3, 'UTC')
        and e."timestamp" < toDateTime64(b.to_day + 1, 3, 'UTC')
        and toDate(e."timestamp", (select time_zone from params)) >= b.to_day - p.window_days
        and toDate(e."timestamp", (select time_zone from params)) < b.to_day
        and has(p.values_1, coalesce(nullif(JSONExtract(u.attributes, 'device', 'Nullable(String)'), ''), '(none)'))
        and has(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
    group by 1, 2
),

active_users as (
    select
        user_id,
        count(*) as active_days,
        sum(event_count) as event_count
    from user_days
    group by user_id
),

-- 1, 2, … as many as the window has days.
possible_days as (
    select days_before + 1 as active_days
    from params as p
    array join range(toUInt64(greatest(ifNull(p.window_days, 0), 0))) as days_before
),

histogram as (
    select
        k.active_days,
        count(a.user_id) as user_count,
        coalesce(sum(a.event_count), 0) as event_count
    from possible_days as k
    left join active_users as a on a.active_days = k.active_days
    group by k.active_days
),

curve as (
    select
        active_days,
        user_count,
        sum(user_count) over (order by active_days desc) as users_at_least,
        sum(event_count) over (order by active_days desc) as events_at_least,
        sum(user_count) over () as active_users,
        sum(event_count) over () as active_events
    from histogram
),

threshold as (
    select min(c.active_days) as power_days
    from curve as c
    cross join params as p
    where c.active_users > 0
        and c.users_at_least <= p.top_share * c.active_users
),

power_users as (
    select
        coalesce(sum(c.user_count), 0) as user_count,
        max(c.events_at_least) as event_count
    from curve as c
    cross join threshold as t
    where c.active_days >= t.power_days
)

select
    c.active_days,
    case when b.has_activity then c.user_count end as users,
    case when b.has_activity then cast(c.users_at_least as Nullable(Int64)) end as users_at_least,
    case when b.has_activity then coalesce(c.active_days >= t.power_days, false) end as is_power,
    case when b.has_activity then t.power_days end as threshold,
    case when b.has_activity then cast(w.user_count as Nullable(Int64)) end as power_users,
    case when b.has_activity then cast(c.active_users as Nullable(Int64)) end as active_users,
    toFloat64(coalesce(w.event_count, 0)) / nullIf(c.active_events, 0) as event_share,
    case when not b.has_activity then 'no_activity_events' end as reason
from curve as c
cross join bounds as b
cross join threshold as t
cross join power_users as w
order by c.active_days
settings
    join_use_nulls = 1,
    aggregate_functions_null_for_empty = 1,
    cast_keep_nullable = 1,
    prefer_column_name_to_alias = 1;
