-- Daily, weekly and monthly active users, and how sticky the product is.
--
-- One row per day of the range. DAU counts the distinct users active on that day, WAU and MAU those active in the
-- trailing 7 and 30 days that end with it. Activity is every event that is not passive; users without a profile
-- count. WAU and MAU are null, not small, for the first days of the data, whose windows reach back before anything
-- was recorded; everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "TIMESTAMP")
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: all micro-partitions of user_events are read; no clustering key helps.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array_construct('smb', '(none)') as segments, -- users who count, by attribute; none: whatever they have
        array_construct() as channels,
        array_construct() as plan_types,
        array_construct('mobile', 'tablet') as values_1, -- of device
        array_construct('invoice_paid', 'plan_cancelled', 'signup') as passive_types, -- event types that are no activity
        7 as week_days,
        30 as month_days
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
        x.first_day,
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, dateadd(day, 1, least_ignore_nulls(x.last_day, x.today))) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
),

-- One row per user and active day, from before the range too: the trailing windows reach back.
active_days as (
    select distinct
        e.user_id,
        to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) as active_on
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where not array_contains(to_variant(e.event_type), p.passive_types)
        and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) < b.to_day
        and array_contains(to_variant(coalesce(nullif(cast(get(u.attributes, 'device') as varchar), ''), '(none)')), p.values_1)
        and array_contains(to_variant(coalesce(nullif(u.segment, ''), '(none)')), p.segments)
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
    select dateadd(day, day_number, b.from_day) as active_on
    from bounds as b
    cross join lateral flatten(input => array_generate_range(0, datediff(day, b.from_day, b.to_day))) as series (seq, key, path, day_number, value, this)
),

-- The days of the longest window, counted back from its end.
lookback as (
    select days_back
    from params as p
    cross join lateral flatten(input => array_generate_range(0, p.month_days)) as series (seq, key, path, days_back, value, this)
),

-- A trailing window counts each user once, at the last active day within it: the one from which the user had not yet
-- returned when the window ended.
windows as (
    select
        c.active_on,
        coalesce(sum(iff(k.days_back = 0, a.user_count, null)), 0) as dau,
        coalesce(sum(iff(k.days_back < p.week_days and a.days_away > k.days_back, a.user_count, null)), 0) as wau,
        coalesce(sum(iff(a.days_away > k.days_back, a.user_count, null)), 0) as mau
    from calendar as c
    cross join params as p
    cross join lookback as k
    left join absences as a on a.active_on = dateadd(day, -k.days_back, c.active_on)
    group by c.active_on
),

measured as (
    select
        w.active_on,
        cast(w.dau as bigint) as dau,
        case when w.active_on >= dateadd(day, p.week_days - 1, b.first_day) then cast(w.wau as bigint) end as wau,
        case when w.active_on >= dateadd(day, p.month_days - 1, b.first_day) then cast(w.mau as bigint) end as mau
    from windows as w
    cross join params as p
    cross join bounds as b
    where b.has_activity
)

select
    c.active_on as "DATE",
    m.dau,
    m.wau,
    m.mau,
    cast(m.dau as double) / nullif(m.wau, 0) as dau_wau_ratio,
    cast(m.dau as double) / nullif(m.mau, 0) as dau_mau_ratio,
    cast(m.wau as double) / nullif(m.mau, 0) as wau_mau_ratio,
    case when not b.has_activity then 'no_activity_events' end as reason
from calendar as c
cross join bounds as b
left join measured as m on m.active_on = c.active_on
order by c.active_on;
