-- Retention: weekly cohorts, on or after.
--
-- One row per cohort and column, and per group where there are groups. A cohort is a calendar period, and the users
-- who started in it; users are retained in a column with enough returns in it. A column that is not over for the whole
-- cohort at the end of the range is censored: its row is there, its figures are null. ci_low and ci_high are Wilson's
-- interval of the rate.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--
-- Layout: user_events and user_profiles bucketed by user_id alike: they join without an exchange.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and periods
        cast(null as date) as from_day, -- first day of the range of starts; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        array['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        array['page_created'] as start_types, -- event types that start
        array['invoice_paid'] as return_types, -- event types that return; none: every active one
        2 as minimum_occurrences, -- returns that it takes in a column
        7 as window_days, -- of 24 hours, where columns are windows
        3 as max_groups, -- groups that are shown by themselves
        cast(array[] as array(varchar)) as segments, -- users who count, by attribute; none: whatever they have
        array['organic'] as channels,
        cast(array[] as array(varchar)) as plan_types,
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

quarters_of_hours as (
    select quarter
    from params as p
    cross join unnest(if(113 > 0, sequence(0, 113 - 1))) as series (quarter)
),

-- The first instants of periods and of the day after the range: clocks may show midnight twice, or never. Around each
-- midnight, in every time zone: quarters of an hour, 14 hours to either side.
moments as (
    select
        d.calendar_day,
        date_add('minute', 15 * (q.quarter - 56), with_timezone(cast(d.calendar_day as timestamp(3)), 'UTC')) as moment
    from (
        select period_start as calendar_day
        from periods
        union all
        select next_start
        from periods
        union all
        select to_day
        from bounds
    ) as d
    cross join quarters_of_hours as q
),

day_starts as (
    select
        m.calendar_day,
        min(m.moment) as start_at
    from moments as m
    cross join params as p
    where cast(at_timezone(m.moment, p.time_zone) as date) >= m.calendar_day
    group by m.calendar_day
),

-- Whether an event starts, and whether it returns.
matched as (
    select
        e.user_id,
        e."timestamp" as happened_at,
        cast(at_timezone(e."timestamp", p.time_zone) as date) as happened_on,
        case when contains(p.start_types, e.event_type)
            and if(regexp_like(json_format(json_extract(e.properties, '$["amount"]')), '^-?[0-9]'), cast(cast(json_extract_scalar(e.properties, '$["amount"]') as double) as decimal(38, 9))) >= 12.5 then 1 else 0 end as is_start,
        case when contains(p.return_types, e.event_type)
            and if(regexp_like(json_format(json_extract(e.properties, '$["amount"]')), '^-?[0-9]'), cast(cast(json_extract_scalar(e.properties, '$["amount"]') as double) as decimal(38, 9))) >= 12.5 then 1 else 0 end as is_return
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    inner join day_starts as f on f.calendar_day = b.to_day
    where e."timestamp" < f.start_at
),

-- The starts of users: in each period, the first event of the range that meets the condition.
starts as (
    select
        m.user_id,
        min(m.happened_at) as started_at
    from matched as m
    cross join bounds as b
    inner join calendar as c on c.calendar_day = m.happened_on
    where m.is_start = 1
        and m.happened_on >= b.from_day
        and m.happened_on < b.to_day
    group by m.user_id, c.period_start
),

-- Users in their cohorts.
members as (
    select
        s.user_id,
        s.started_at,
        c.calendar_day as started_on,
        c.period_start as cohort,
        n.period_number as cohort_number,
        coalesce(nullif(u.segment, ''), '(none)') as group_value
    from starts as s
    cross join params as p
    cross join bounds as b
    inner join calendar as c on c.calendar_day = cast(at_timezone(s.started_at, p.time_zone) as date)
    inner join periods as n on n.period_start = c.period_start
    left join analytics.user_profiles as u on u.user_id = s.user_id
    where c.calendar_day >= b.from_day
        and c.calendar_day < b.to_day
        and contains(p.channels, coalesce(nullif(u.channel, ''), '(none)'))
),

groups_by_size as (
    select
        m.group_value,
        row_number() over (order by count(*) desc, m.group_value) as place
    from members as m
    group by m.group_value
),

-- The largest groups by themselves, the others together.
grouped as (
    select
        m.user_id,
        m.started_at,
        m.started_on,
        m.cohort,
        m.cohort_number,
        case when g.place <= p.max_groups then m.group_value else '(other)' end as group_value,
        case when g.place <= p.max_groups then g.place else p.max_groups + 1 end as place
    from members as m
    inner join groups_by_size as g on g.group_value = m.group_value
    cross join params as p
),

cohorts as (
    select
        g.place,
        g.group_value,
        g.cohort,
        g.cohort_number,
        count(*) as cohort_size
    from grouped as g
    group by g.place, g.group_value, g.cohort, g.cohort_number
),

-- The columns that begin within the data for someone who could be in the cohort, and whether they are over for all.
cohort_columns as (
    select
        o.period_start as cohort,
        n.period_number - o.period_number as column_number,
        n.next_start <= b.to_day as is_over
    from periods as o
    cross join periods as n
    cross join bounds as b
    where n.period_number >= o.period_number
        and n.period_start < b.to_day
),

-- Columns are calendar periods since the cohort's own; a return counts up to its own.
returns as (
    select
        g.user_id,
        g.place,
        g.cohort,
        n.period_number - g.cohort_number as column_number
    from grouped as g
    inner join matched as m on m.user_id = g.user_id
    inner join calendar as c on c.calendar_day = m.happened_on
    inner join periods as n on n.period_start = c.period_start
    where m.is_return = 1
        and n.period_number >= g.cohort_number
        and m.happened_at >= g.started_at
),

retained as (
    select
        r.user_id,
        r.place,
        r.cohort,
        r.column_number
    from returns as r
    cross join params as p
    group by r.user_id, r.place, r.cohort, r.column_number, p.minimum_occurrences
    having count(*) >= p.minimum_occurrences
),

last_retained as (
    select
        r.user_id,
        r.place,
        r.cohort,
        max(r.column_number) as column_number
    from retained as r
    group by r.user_id, r.place, r.cohort
),

retained_up_to as (
    select
        r.user_id,
        r.place,
        r.cohort,
        n.column_number
    from last_retained as r
    inner join cohort_columns as n on n.cohort = r.cohort
    where n.column_number <= r.column_number
),

active_users as (
    select
        t.place,
        t.cohort,
        t.column_number,
        count(*) as active_users
    from retained_up_to as t
    group by t.place, t.cohort, t.column_number
),

cells as (
    select
        k.place,
        k.group_value,
        k.cohort,
        k.cohort_size,
        n.column_number,
        n.is_over,
        b.has_activity,
        case when n.is_over and 1 = 1 then coalesce(a.active_users, 0) end as active_users
    from cohorts as k
    inner join cohort_columns as n on n.cohort = k.cohort
    cross join bounds as b
    left join active_users as a
        on a.place = k.place
        and a.cohort = k.cohort
        and a.column_number = n.column_number
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
    r.group_value as group_value,
    r.cohort,
    r.column_number as "period",
    r.active_users,
    r.cohort_size,
    r.retention_rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    not r.is_over as censored,
    case
        when not (1 = 1) then 'no_activity_events'
        when not r.is_over then 'censored'
    end as reason
from intervals as r
order by r.place, r.cohort, r.column_number;
