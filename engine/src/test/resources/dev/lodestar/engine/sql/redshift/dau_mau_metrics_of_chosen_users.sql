-- Daily, weekly and monthly active users, and how sticky the product is.
--
-- One row per day of the range. DAU counts the distinct users active on that day, WAU and MAU those active in the
-- trailing 7 and 30 days that end with it. Activity is every event that is not passive; users without a profile
-- count. WAU and MAU are null, not small, for the first days of the data, whose windows reach back before anything
-- was recorded; everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: distkey (user_id) of both tables: they join without moving rows between nodes.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array('user_invited') as cohort_types_1, -- cohort, behaviour 1: event types
        0 as cohort_from_hour_1, -- cohort, behaviour 1: hours since signup, from
        168 as cohort_to_hour_1, -- cohort, behaviour 1: hours since signup, up to
        2 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        array('smb', '(none)') as segments, -- users who count, by attribute; none: whatever they have
        array() as channels,
        array() as plan_types,
        array('mobile') as values_1, -- of device
        array('invoice_paid', 'plan_cancelled', 'signup') as passive_types, -- event types that are no activity
        7 as week_days,
        30 as month_days
),

digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),

-- 0 to 9,999.
numbers as (
    select ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit as number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
),

data_extent as (
    select
        coalesce(cast(least(events.first_at, signups.first_at) at time zone p.time_zone as date), cast(convert_timezone('UTC', p.time_zone, getdate()) as date)) as first_day,
        coalesce(cast(coalesce(events.last_at, signups.last_at) at time zone p.time_zone as date), cast(dateadd(day, -1, cast(convert_timezone('UTC', p.time_zone, getdate()) as date)) as date)) as last_day,
        cast(convert_timezone('UTC', p.time_zone, getdate()) as date) as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- Whether the data hold any activity at all.
activity as (
    select count(*) > 0 as has_activity
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where not array_contains(p.passive_types, e.event_type)
        limit 1
    ) as first_active_event
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        x.first_day,
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, cast(dateadd(day, 1, least(x.last_day, x.today)) as date)) as to_day,
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
        count(case when array_contains(p.cohort_types_1, e.event_type)
            and e."timestamp" >= dateadd(hour, p.cohort_from_hour_1, u.signup_date)
            and e."timestamp" < dateadd(hour, p.cohort_to_hour_1, u.signup_date) then 1 end) as did_1
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where cast(e."timestamp" at time zone p.time_zone as date) < n.to_day
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

-- One row per user and active day, from before the range too: the trailing windows reach back.
active_days as (
    select distinct
        e.user_id,
        cast(e."timestamp" at time zone p.time_zone as date) as active_on
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    inner join cohort_members as o on o.user_id = e.user_id
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where not array_contains(p.passive_types, e.event_type)
        and cast(e."timestamp" at time zone p.time_zone as date) < b.to_day
        and array_contains(p.values_1, coalesce(nullif(cast(u.attributes."device" as varchar), ''), '(none)'))
        and array_contains(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
),

-- How long after an active day the same user came back; null: not yet.
gaps as (
    select
        active_on,
        datediff(day, active_on, lead(active_on) over (partition by user_id order by active_on))
            as days_to_return
    from active_days
),

-- How many users left on a day and came back after so many days; none is away for longer than the longest window.
absences as (
    select
        g.active_on,
        least(coalesce(g.days_to_return, p.month_days), p.month_days) as days_away,
        count(*) as user_count
    from gaps as g
    cross join params as p
    group by 1, 2
),

calendar as (
    select cast(dateadd(day, day_number, b.from_day) as date) as active_on
    from bounds as b
    inner join (select number as day_number from numbers) as series on series.day_number < datediff(day, b.from_day, b.to_day)
),

-- The days of the longest window, counted back from its end.
lookback as (
    select days_back
    from params as p
    inner join (select number as days_back from numbers) as series on series.days_back < p.month_days
),

-- A trailing window counts each user once, at the last active day within it: the one from which the user had not yet
-- returned when the window ended.
windows as (
    select
        c.active_on,
        coalesce(sum(case when k.days_back = 0 then a.user_count end), 0) as dau,
        coalesce(sum(case when k.days_back < p.week_days and a.days_away > k.days_back then a.user_count end), 0) as wau,
        coalesce(sum(case when a.days_away > k.days_back then a.user_count end), 0) as mau
    from calendar as c
    cross join params as p
    cross join lookback as k
    left join absences as a on a.active_on = cast(dateadd(day, -k.days_back, c.active_on) as date)
    group by c.active_on
),

measured as (
    select
        w.active_on,
        cast(w.dau as bigint) as dau,
        case when w.active_on >= cast(dateadd(day, p.week_days - 1, b.first_day) as date) then cast(w.wau as bigint) end as wau,
        case when w.active_on >= cast(dateadd(day, p.month_days - 1, b.first_day) as date) then cast(w.mau as bigint) end as mau
    from windows as w
    cross join params as p
    cross join bounds as b
    where b.has_activity
)

select
    c.active_on as "date",
    m.dau,
    m.wau,
    m.mau,
    cast(m.dau as double precision) / nullif(m.wau, 0) as dau_wau_ratio,
    cast(m.dau as double precision) / nullif(m.mau, 0) as dau_mau_ratio,
    cast(m.wau as double precision) / nullif(m.mau, 0) as wau_mau_ratio,
    case when not b.has_activity then 'no_activity_events' end as reason
from calendar as c
cross join bounds as b
left join measured as m on m.active_on = c.active_on
order by c.active_on;
