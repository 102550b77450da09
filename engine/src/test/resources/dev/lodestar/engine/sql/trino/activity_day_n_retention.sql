-- Day-N retention: which share of the users is active on the Nth day after that of signup.
--
-- One row for each N. Counted are the users with a profile who signed up in the range and whose day N ended in it, as
-- days of the calendar go; retained are those of them with an active event on exactly that day, on_or_after_users those
-- with one on that day or on a later one of the range. ci_low and ci_high are Wilson's interval of retention_rate.
-- Everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: user_events and user_profiles bucketed by user_id alike: they join without an exchange.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range of signups; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast(array[] as array(varchar)) as channels,
        cast(array[] as array(varchar)) as plan_types,
        array['mobile', 'tablet'] as values_1, -- of device
        array['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        cast(1.959963984540054 as double) as z -- of the 95 % intervals
),

-- Each N.
days as (
    select 1 as day_number
    union all
    select 7
    union all
    select 14
    union all
    select 30
    union all
    select 60
    union all
    select 90
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

signups as (
    select
        u.user_id,
        cast(at_timezone(u.signup_date, p.time_zone) as date) as signup_day
    from analytics.user_profiles as u
    cross join params as p
    cross join bounds as b
    where cast(at_timezone(u.signup_date, p.time_zone) as date) >= b.from_day
        and cast(at_timezone(u.signup_date, p.time_zone) as date) < b.to_day
        and contains(p.values_1, coalesce(nullif(json_extract_scalar(u.attributes, '$["device"]'), ''), '(none)'))
        and contains(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
),

-- One row per user and active day: so many days after that of signup.
ages as (
    select distinct
        s.user_id,
        date_diff('day', s.signup_day, cast(at_timezone(e."timestamp", p.time_zone) as date)) as age
    from signups as s
    inner join analytics.user_events as e on e.user_id = s.user_id
    cross join params as p
    cross join bounds as b
    where not contains(p.passive_types, e.event_type)
        and cast(at_timezone(e."timestamp", p.time_zone) as date) < b.to_day
),

last_ages as (
    select
        a.user_id,
        max(a.age) as age
    from ages as a
    group by a.user_id
),

-- Users by each day that is over for them.
eligible as (
    select
        d.day_number,
        s.user_id
    from signups as s
    cross join days as d
    cross join bounds as b
    where date_add('day', d.day_number + 1, s.signup_day) <= b.to_day
),

counts as (
    select
        e.day_number,
        count(*) as eligible_users,
        count(*) filter (where a.age is not null) as retained_users,
        count(*) filter (where l.age >= e.day_number) as on_or_after_users
    from eligible as e
    left join ages as a on a.user_id = e.user_id and a.age = e.day_number
    left join last_ages as l on l.user_id = e.user_id
    group by e.day_number
),

-- All days, zeros included.
measured as (
    select
        d.day_number,
        b.has_activity,
        case when b.has_activity then coalesce(c.eligible_users, 0) end as eligible_users,
        case when b.has_activity then coalesce(c.retained_users, 0) end as retained_users,
        case when b.has_activity then coalesce(c.on_or_after_users, 0) end as on_or_after_users
    from days as d
    cross join bounds as b
    left join counts as c on c.day_number = d.day_number
),

rates as (
    select
        m.*,
        cast(m.retained_users as double) / nullif(m.eligible_users, 0) as retention_rate,
        p.z * p.z / nullif(m.eligible_users, 0) as z2_per_user
    from measured as m
    cross join params as p
),

-- Wilson (1927), with z² / n as z2_per_user.
intervals as (
    select
        r.*,
        (r.retention_rate + r.z2_per_user / 2) / (1 + r.z2_per_user) as centre,
        sqrt(r.z2_per_user * (r.retention_rate * (1 - r.retention_rate) + r.z2_per_user / 4)) / (1 + r.z2_per_user)
            as half_width
    from rates as r
)

select
    r.day_number as "day",
    r.eligible_users,
    r.retained_users,
    r.retention_rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    r.on_or_after_users,
    cast(r.on_or_after_users as double) / nullif(r.eligible_users, 0) as on_or_after_rate,
    case
        when not r.has_activity then 'no_activity_events'
        when r.eligible_users = 0 then 'empty_base'
    end as reason
from intervals as r
order by r.day_number;
