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
-- Layout: user_events and user_profiles bucketed by user_id alike: they join without an exchange.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and periods
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        7 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        array['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast(array[] as array(varchar)) as channels,
        cast(array[] as array(varchar)) as plan_types,
        array['mobile', 'tablet'] as values_1, -- of device
        array['invoice_paid', 'plan_cancelled', 'signup'] as passive_types -- event types that are no activity
),

data_extent as (
    select
        coalesce(cast(at_timezone(coalesce(least(events.first_at, signups.first_at), events.first_at, signups.first_at), p.time_zone) as date), cast(at_timezone(now(), p.time_zone) as date)) as first_day,
        coalesce(cast(at_timezone(coalesce(events.last_at, signups.last_at), p.time_zone) as date), date_add('day', -1, cast(at_timezone(now(), p.time_zone) as date))) as last_day,
        cast(at_timezone(now(), p.time_zone) as date) as today
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
        where not contains(p.passive_types, e.event_type)
        limit 1
    ) as first_active_event
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, date_add('day', 1, coalesce(least(x.last_day, x.today), x.last_day, x.today))) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
),

calendar_days as (
    select date_add('day', day_number, b.from_day) as calendar_day
    from bounds as b
    cross join unnest(if(date_diff('day', b.from_day, b.to_day) > 0, sequence(0, date_diff('day', b.from_day, b.to_day) - 1))) as series (day_number)
),

-- The days of the range, each with the period it lies in.
calendar as (
    select
        d.calendar_day,
        date_add('day', -mod(day_of_week(d.calendar_day) - p.first_weekday + 7, 7), d.calendar_day) as period_start
    from calendar_days as d
    cross join params as p
),

-- The periods, numbered, each with the start of the next.
periods as (
    select
        n.period_start,
        n.period_number,
        date_add('day', 7, n.period_start) as next_start
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
    inner join calendar as c on c.calendar_day = cast(at_timezone(e."timestamp", p.time_zone) as date)
    inner join periods as n on n.period_start = c.period_start
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where not contains(p.passive_types, e.event_type)
        and contains(p.values_1, coalesce(nullif(json_extract_scalar(u.attributes, '$["device"]'), ''), '(none)'))
        and contains(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
),

-- Each with the one before and the one after of the same user; null: there is none.
visits as (
    select
        a.user_id,
        a.period_number,
        lag(a.period_number) over (partition by a.user_id order by a.period_number) as previous_number,
        lead(a.period_number) over (partition by a.user_id order by a.period_number) as next_number
    from active_periods as a
),

lifecycle as (
    select
        v.period_number,
        count(*) as active_users,
        count(*) filter (where v.previous_number is null) as new_users,
        count(*) filter (where v.previous_number = v.period_number - 1) as returning_users,
        count(*) filter (where v.previous_number < v.period_number - 1) as resurrecting_users,
        count(*) filter (where v.next_number is null or v.next_number > v.period_number + 1) as leaving_users
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
        lag(c.active_users) over (order by c.period_number) as active_before,
        lag(c.is_partial) over (order by c.period_number) as was_partial
    from counts as c
)

select
    g.period_start,
    g.active_users,
    g.new_users,
    g.returning_users,
    g.resurrecting_users,
    -g.dormant_users as dormant_users,
    case when not g.is_partial and not g.was_partial then cast(g.active_users as double) / nullif(g.active_before, 0) - 1 end as growth_rate,
    cast(g.gained_users as double) / nullif(g.dormant_users, 0) as quick_ratio,
    g.is_partial as partial,
    case when not g.has_activity then 'no_activity_events' end as reason
from growth as g
order by g.period_start;
