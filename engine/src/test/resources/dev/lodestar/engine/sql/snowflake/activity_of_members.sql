-- Stickiness as a histogram: on how many days of the range people came.
--
-- One row per number of days, from 1 to the length of the range, zeros included. Counted are the users, with a profile
-- or not, active on exactly so many days, and on at least so many; activity is every event that is not passive.
-- Everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "TIMESTAMP", properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: all micro-partitions of user_events are read; no clustering key helps.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array_construct('invoice_paid') as cohort_types_1, -- cohort, behaviour 1: event types
        date '2025-03-01' as cohort_from_day_1, -- cohort, behaviour 1: first day
        date '2025-04-01' as cohort_to_day_1, -- cohort, behaviour 1: day after the last
        2 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        9 as cohort_at_most_1, -- cohort, behaviour 1: times at most
        30 as cohort_days_2, -- cohort, behaviour 2: the last days of the range, so many
        1 as cohort_at_least_2, -- cohort, behaviour 2: times at least
        array_construct('pro', '(none)') as cohort_values_1, -- cohort: values of plan_type
        array_construct('mobile') as cohort_values_2, -- cohort: values of device
        array_construct('page_created', 'page_viewed') as cohort_types_3, -- cohort, behaviour 3: event types
        24 as cohort_from_hour_3, -- cohort, behaviour 3: hours since signup, from
        168 as cohort_to_hour_3, -- cohort, behaviour 3: hours since signup, up to
        0 as cohort_at_most_3, -- cohort, behaviour 3: times at most
        array_construct() as segments, -- users who count, by attribute; none: whatever they have
        array_construct() as channels,
        array_construct() as plan_types,
        array_construct('invoice_paid', 'plan_cancelled', 'signup') as passive_types -- event types that are no activity
),

data_extent as (
    select
        coalesce(to_date(convert_timezone(p.time_zone, least_ignore_nulls(events.first_at, signups.first_at))), to_date(convert_timezone(p.time_zone, current_timestamp()))) as first_day,
        coalesce(to_date(convert_timezone(p.time_zone, coalesce(events.last_at, signups.last_at))), dateadd(day, -1, to_date(convert_timezone(p.time_zone, current_timestamp())))) as last_day,
        to_date(convert_timezone(p.time_zone, current_timestamp())) as today
    from params as p
    cross join (select min("TIMESTAMP") as first_at, max("TIMESTAMP") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- Whether the data hold any activity at all.
activity as (
    select count(*) > 0 as has_activity
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where not array_contains(to_variant(e.event_type), p.passive_types)
        limit 1
    ) as first_active_event
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, dateadd(day, 1, least_ignore_nulls(x.last_day, x.today))) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
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
        count_if(array_contains(to_variant(e.event_type), p.cohort_types_1)
            and cast(get(e.properties, 'currency') as varchar) in ('EUR')
            and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) >= p.cohort_from_day_1
            and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) < p.cohort_to_day_1) as did_1,
        count_if(not array_contains(to_variant(e.event_type), p.passive_types)
            and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) >= dateadd(day, -p.cohort_days_2, n.to_day)) as did_2,
        count_if(array_contains(to_variant(e.event_type), p.cohort_types_3)
            and e."TIMESTAMP" >= dateadd(hour, p.cohort_from_hour_3, u.signup_date)
            and e."TIMESTAMP" < dateadd(hour, p.cohort_to_hour_3, u.signup_date)) as did_3
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) < n.to_day
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
    where (
            (
                (coalesce(c.did_1, 0) >= p.cohort_at_least_1 and coalesce(c.did_1, 0) <= p.cohort_at_most_1)
                and not (coalesce(c.did_2, 0) >= p.cohort_at_least_2)
            )
            or array_contains(to_variant(coalesce(nullif(u.plan_type, ''), '(none)')), p.cohort_values_1)
            or array_contains(to_variant(coalesce(nullif(cast(get(u.attributes, 'device') as varchar), ''), '(none)')), p.cohort_values_2)
            or k.user_id in (
                '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000004',
                '00000000-0000-0000-0000-000000000005'
            )
        )
        and coalesce(c.did_3, 0) <= p.cohort_at_most_3
),

-- On how many days of the range each user was active.
user_days as (
    select
        e.user_id,
        count(distinct to_date(convert_timezone(p.time_zone, e."TIMESTAMP"))) as active_days
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    inner join cohort_members as o on o.user_id = e.user_id
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where not array_contains(to_variant(e.event_type), p.passive_types)
        and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) >= b.from_day
        and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) < b.to_day
    group by e.user_id
),

-- 1, 2, … as many as the range has days.
possible_days as (
    select days_before + 1 as active_days
    from bounds as b
    cross join lateral flatten(input => array_generate_range(0, datediff(day, b.from_day, b.to_day))) as series (seq, key, path, days_before, value, this)
),

histogram as (
    select
        k.active_days,
        count(a.user_id) as user_count
    from possible_days as k
    left join user_days as a on a.active_days = k.active_days
    group by k.active_days
),

curve as (
    select
        h.active_days,
        h.user_count,
        sum(h.user_count) over (order by h.active_days desc) as users_at_least
    from histogram as h
)

select
    c.active_days,
    case when b.has_activity then c.user_count end as users,
    case when b.has_activity then cast(c.users_at_least as bigint) end as users_at_least,
    case when not b.has_activity then 'no_activity_events' end as reason
from curve as c
cross join bounds as b
order by c.active_days;
