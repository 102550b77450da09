-- Stickiness as a histogram: on how many days of the range people came.
--
-- One row per number of days, from 1 to the length of the range, zeros included. Counted are the users, with a profile
-- or not, active on exactly so many days, and on at least so many; activity is every event that is not passive.
-- Everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, `timestamp`)
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: user_events and user_profiles clustered by user_id; all partitions are read.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast([] as array<string>) as channels,
        cast([] as array<string>) as plan_types,
        ['mobile', 'tablet'] as values_1, -- of device
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types -- event types that are no activity
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

-- On how many days of the range each user was active.
user_days as (
    select
        e.user_id,
        count(distinct date(e.`timestamp`, p.time_zone)) as active_days
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where e.event_type not in unnest(p.passive_types)
        and date(e.`timestamp`, p.time_zone) >= b.from_day
        and date(e.`timestamp`, p.time_zone) < b.to_day
        and coalesce(nullif(json_value(u.attributes, '$."device"'), ''), '(none)') in unnest(p.values_1)
        and coalesce(nullif(u.segment, ''), '(none)') in unnest(p.segments)
    group by e.user_id
),

-- 1, 2, … as many as the range has days.
possible_days as (
    select days_before + 1 as active_days
    from bounds as b
    cross join unnest(generate_array(0, date_diff(b.to_day, b.from_day, day) - 1)) as days_before
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
    case when b.has_activity then cast(c.users_at_least as int64) end as users_at_least,
    case when not b.has_activity then 'no_activity_events' end as reason
from curve as c
cross join bounds as b
order by c.active_days;
