-- Engagement: active users by week and their lifecycle.
--
-- One row per calendar period that overlaps the range, zeros included. Counted are the distinct users, with a profile
-- or not, with an active event of the range in the period; activity is every event that is not passive. New users are
-- active for the first time in the range, returning ones were active in the period before too, resurrecting ones
-- earlier but not in the period before; dormant ones, a negative number, were active in the period before and are not
-- in this one. quick_ratio sets those who come against those who went. A period that the range cuts is partial:
-- growth_rate is null there and in the period after. Everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: user_events order by (event_type, timestamp); all granules are read, of these columns only.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and periods
        cast(null as Nullable(Date)) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as Nullable(Date)) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        7 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        ['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast([] as Array(String)) as channels,
        cast([] as Array(String)) as plan_types,
        ['mobile', 'tablet'] as values_1, -- of device
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types -- event types that are no activity
),

data_extent as (
    select
        coalesce(toDate(coalesce(least(events.first_at, signups.first_at), events.first_at, signups.first_at), (select time_zone from params)), toDate(now(), (select time_zone from params))) as first_day,
        coalesce(toDate(coalesce(events.last_at, signups.last_at), (select time_zone from params)), toDate(now(), (select time_zone from params)) - 1) as last_day,
        toDate(now(), (select time_zone from params)) as today
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
        where not has(p.passive_types, e.event_type)
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

calendar_days as (
    select b.from_day + day_number as calendar_day
    from bounds as b
    array join range(toUInt64(greatest(ifNull(dateDiff('day', b.from_day, b.to_day), 0), 0))) as day_number
),

-- The days of the range, each with the period it lies in.
calendar as (
    select
        d.calendar_day,
        d.calendar_day - mod(toDayOfWeek(d.calendar_day) - p.first_weekday + 7, 7) as period_start
    from calendar_days as d
    cross join params as p
),

-- The periods, numbered, each with the start of the next.
periods as (
    select
        n.period_start,
        n.period_number,
        n.period_start + 7 as next_start
    from (
        select
            c.period_start,
            row_number() over (order by c.period_start) as period_number
        from calendar as c
        group by c.period_start
    ) as n
),

-- One row per user and period with activity.
active_periods as (
    select distinct
        e.user_id,
        n.period_number
    from analytics.user_events as e
    cross join params as p
    inner join calendar as c on c.calendar_day = toDate(e."timestamp", (select time_zone from params))
    inner join periods as n on n.period_start = c.period_start
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where not has(p.passive_types, e.event_type)
        and has(p.values_1, coalesce(nullif(JSONExtract(u.attributes, 'device', 'Nullable(String)'), ''), '(none)'))
        and has(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
),

-- Each with the one before and the one after of the same user; null: there is none.
visits as (
    select
        a.user_id,
        a.period_number,
        lag(toNullable(a.period_number)) over (partition by a.user_id order by a.period_number) as previous_number,
        lead(toNullable(a.period_number)) over (partition by a.user_id order by a.period_number) as next_number
    from active_periods as a
),

lifecycle as (
    select
        v.period_number,
        count(*) as active_users,
        countIf(v.previous_number is null) as new_users,
        countIf(v.previous_number = v.period_number - 1) as returning_users,
        countIf(v.previous_number < v.period_number - 1) as resurrecting_users,
        countIf(v.next_number is null or v.next_number > v.period_number + 1) as leaving_users
    from visits as v
    group by v.period_number
),

-- All periods; those who leave one are dormant in the next.
counts as (
    select
        n.period_start,
        n.period_number,
        n.period_start < b.from_day or n.next_start > b.to_day as is_partial,
        b.has_activity,
        case when b.has_activity then coalesce(t.active_users, 0) end as active_users,
        case when b.has_activity then coalesce(t.new_users, 0) end as new_users,
        case when b.has_activity then coalesce(t.returning_users, 0) end as returning_users,
        case when b.has_activity then coalesce(t.resurrecting_users, 0) end as resurrecting_users,
        case when b.has_activity then coalesce(f.leaving_users, 0) end as dormant_users
    from periods as n
    cross join bounds as b
    left join lifecycle as t on t.period_number = n.period_number
    left join lifecycle as f on f.period_number = n.period_number - 1
),

growth as (
    select
        c.*,
        c.new_users + c.resurrecting_users as gained_users,
        lag(toNullable(c.active_users)) over (order by c.period_number) as active_before,
        lag(toNullable(c.is_partial)) over (order by c.period_number) as was_partial
    from counts as c
)

select
    g.period_start,
    g.active_users,
    g.new_users,
    g.returning_users,
    g.resurrecting_users,
    -g.dormant_users as dormant_users,
    case when not g.is_partial and not g.was_partial then toFloat64(g.active_users) / nullIf(g.active_before, 0) - 1 end as growth_rate,
    toFloat64(g.gained_users) / nullIf(g.dormant_users, 0) as quick_ratio,
    g.is_partial as partial,
    case when not g.has_activity then 'no_activity_events' end as reason
from growth as g
order by g.period_start
settings
    join_use_nulls = 1,
    aggregate_functions_null_for_empty = 1,
    cast_keep_nullable = 1,
    prefer_column_name_to_alias = 1;
