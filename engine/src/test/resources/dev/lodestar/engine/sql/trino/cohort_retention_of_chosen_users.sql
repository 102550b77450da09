-- Cohort retention: which share of the users of a signup period is active so many periods later.
--
-- One row per cohort and age, counted in calendar periods; age 0 is the cohort's own period. A cohort is everybody
-- with a profile who signed up in the period, active or not; cohorts without users have no rows. An active event
-- before signup counts at age 0 where it lies in the cohort's own period, an earlier one nowhere. A cell whose
-- period is not over at the end of the range is censored: its row is there, its figures are null. ci_low and
-- ci_high are Wilson's interval of the rate.
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
        array['user_invited'] as cohort_types_1, -- cohort, behaviour 1: event types
        0 as cohort_from_hour_1, -- cohort, behaviour 1: hours since signup, from
        168 as cohort_to_hour_1, -- cohort, behaviour 1: hours since signup, up to
        2 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        array['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast(array[] as array(varchar)) as channels,
        cast(array[] as array(varchar)) as plan_types,
        array['mobile'] as values_1, -- of device
        'month' as cohort_period, -- 'day', 'week', 'month' or 'quarter'
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        array['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        cast(1.959963984540054 as double) as z -- of the 95 % intervals
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
        count(*) filter (where contains(p.cohort_types_1, e.event_type)
            and e."timestamp" >= date_add('hour', p.cohort_from_hour_1, u.signup_date)
            and e."timestamp" < date_add('hour', p.cohort_to_hour_1, u.signup_date)) as did_1
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where cast(at_timezone(e."timestamp", p.time_zone) as date) < n.to_day
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

-- The days of the range and the day after it; and as many before as a quarter may have, as the period of the first
-- cohort may start before the range.
calendar_days as (
    select date_add('day', -days_before, b.to_day) as calendar_day
    from bounds as b
    cross join unnest(if(date_diff('day', b.from_day, b.to_day) + 93 > 0, sequence(0, date_diff('day', b.from_day, b.to_day) + 93 - 1))) as series (days_before)
),

-- Each of them with the period it lies in.
calendar as (
    select
        d.calendar_day,
        case p.cohort_period
            when 'day' then d.calendar_day
            when 'week' then date_add('day', -mod(day_of_week(d.calendar_day) - p.first_weekday + 7, 7), d.calendar_day)
            when 'month' then date_trunc('month', d.calendar_day)
            when 'quarter' then date_trunc('quarter', d.calendar_day)
        end as period_start
    from calendar_days as d
    cross join params as p
),

-- The periods that start before the end of the range, numbered. A period is over when the range ends in a later one.
periods as (
    select
        c.period_start,
        row_number() over (order by c.period_start) as period_number,
        c.period_start < max(c.period_start) over () as is_over
    from calendar as c
    group by c.period_start
),

signups as (
    select
        u.user_id,
        c.period_start as cohort
    from analytics.user_profiles as u
    cross join params as p
    cross join bounds as b
    inner join calendar as c on c.calendar_day = cast(at_timezone(u.signup_date, p.time_zone) as date)
    inner join cohort_members as o on o.user_id = u.user_id
    where c.calendar_day >= b.from_day
        and c.calendar_day < b.to_day
        and contains(p.values_1, coalesce(nullif(json_extract_scalar(u.attributes, '$["device"]'), ''), '(none)'))
        and contains(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
),

cohorts as (
    select
        cohort,
        count(*) as cohort_size
    from signups
    group by cohort
),

active_users as (
    select
        a.cohort,
        a.period_start,
        count(*) as active_users
    from (
        select distinct
            s.user_id,
            s.cohort,
            c.period_start
        from signups as s
        inner join analytics.user_events as e on e.user_id = s.user_id
        cross join params as p
        cross join bounds as b
        inner join calendar as c on c.calendar_day = cast(at_timezone(e."timestamp", p.time_zone) as date)
        where not contains(p.passive_types, e.event_type)
            and c.calendar_day < b.to_day
            and c.period_start >= s.cohort
    ) as a
    group by a.cohort, a.period_start
),

cells as (
    select
        k.cohort,
        k.cohort_size,
        n.period_number - o.period_number as age,
        n.is_over,
        case
            when n.is_over and b.has_activity then coalesce(a.active_users, 0)
        end as active_users
    from cohorts as k
    inner join periods as o on o.period_start = k.cohort
    cross join bounds as b
    cross join periods as n
    left join active_users as a on a.cohort = k.cohort and a.period_start = n.period_start
    where n.period_start >= k.cohort
        and n.period_start < b.to_day
),

rates as (
    select
        c.*,
        cast(c.active_users as double) / nullif(c.cohort_size, 0) as retention_rate,
        p.z * p.z / c.cohort_size as z2_per_user
    from cells as c
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
    r.cohort,
    r.age as "period",
    r.active_users,
    r.cohort_size,
    r.retention_rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    not r.is_over as censored,
    case
        when not b.has_activity then 'no_activity_events'
        when not r.is_over then 'censored'
    end as reason
from intervals as r
cross join bounds as b
order by r.cohort, r.age;
