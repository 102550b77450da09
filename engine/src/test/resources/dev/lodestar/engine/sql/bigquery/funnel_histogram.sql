-- Time to convert in a funnel: 3 steps, in order.
--
-- One row per step from the second on, duration and class of times, and per group where there are groups, zeros
-- included: how many users took so long to the step. A class reaches from above the bound of the one before up to
-- up_to_seconds, that included. duration tells since when: from_first is the time since step 1, from_previous that since
-- the step before. A user counts at the steps 1 to k where one chain of k of their events meets them, in this order and within the window, events of one
-- moment may be taken in the order that helps;
-- an event serves one step. Step 1 lies in the range, the others before the data end.
--
-- Times are those of one chain a user: of the longest the one that is
-- complete first, then with each step as late as possible, from the last step back.
--
-- Reads analytics:
--   user_events (user_id, event_type, `timestamp`, properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--
-- Layout: user_events and user_profiles clustered by user_id; all partitions are read.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range of step 1; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ['page_created'] as step_1_types,
        ['user_invited', 'workspace_shared'] as step_2_types,
        ['invoice_paid'] as step_3_types,
        ['invoice_paid', 'page_created', 'user_invited', 'workspace_shared'] as funnel_types, -- all of these
        1209600000 as window_millis, -- from the first event of a chain to its last, inclusive
        50 as max_groups, -- groups that are shown by themselves
        ['enterprise'] as segments, -- users who count, by attribute; none: whatever they have
        cast([] as array<string>) as channels,
        ['(none)'] as plan_types,
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types -- event types that are no activity
),

steps as (
    select 1 as step_number, 'page_created' as label
    union all
    select 2, 'o\'Neil\\ #steps# ${time_zone} @today()\n; drop schema analytics; --'
    union all
    select 3, 'paid'
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

range_days as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1) as to_day,
        coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1 as day_after_last
    from params as p
    cross join data_extent as x
),

-- The half-open range [from_day, to_day), and the day at whose start the data end.
bounds as (
    select
        r.from_day,
        r.to_day,
        case when r.day_after_last > r.to_day then r.day_after_last else r.to_day end as data_to_day
    from range_days as r
),

quarters_of_hours as (
    select quarter
    from params as p
    cross join unnest(generate_array(0, 113 - 1)) as quarter
),

-- The first instants of days: clocks may show midnight twice, or never. Around each midnight, in every time zone:
-- quarters of an hour, 14 hours to either side.
midnights as (
    select
        d.calendar_day,
        timestamp_add(timestamp(d.calendar_day), interval 15 * (q.quarter - 56) minute) as instant
    from (
        select from_day as calendar_day
        from bounds
        union all
        select to_day
        from bounds
        union all
        select data_to_day
        from bounds
    ) as d
    cross join quarters_of_hours as q
),

day_starts as (
    select
        m.calendar_day,
        min(m.instant) as start_at
    from midnights as m
    cross join params as p
    where date(m.instant, p.time_zone) >= m.calendar_day
    group by m.calendar_day
),

limits as (
    select
        f.start_at as from_at,
        e.start_at as data_end_at,
        unix_millis(f.start_at) as from_ms,
        unix_millis(t.start_at) as to_ms,
        unix_millis(e.start_at) as data_end_ms
    from bounds as b
    inner join day_starts as f on f.calendar_day = b.from_day
    inner join day_starts as t on t.calendar_day = b.to_day
    inner join day_starts as e on e.calendar_day = b.data_to_day
),

-- The events of the users who count, and what they meet.
matched as (
    select
        e.user_id,
        unix_millis(e.`timestamp`) as happened_ms,
        case when e.event_type in unnest(p.step_1_types) then 1 else 0 end as meets_1,
        case when e.event_type in unnest(p.step_2_types)
            and (json_value(e.properties, '$."workspace_id"') is null or json_value(e.properties, '$."workspace_id"') not in ('w1', 'w2')) then 1 else 0 end as meets_2,
        case when e.event_type in unnest(p.step_3_types)
            and if(json_type(json_query(e.properties, '$."amount"')) = 'number', cast(json_value(e.properties, '$."amount"') as numeric), null) >= numeric '12.5' then 1 else 0 end as meets_3
    from analytics.user_events as e
    cross join params as p
    cross join limits as l
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where e.`timestamp` < l.data_end_at
        and e.`timestamp` >= l.from_at
        and e.event_type in unnest(p.funnel_types)
        and coalesce(nullif(u.plan_type, ''), '(none)') in unnest(p.plan_types)
        and coalesce(nullif(u.segment, ''), '(none)') in unnest(p.segments)
),

-- Those that meet a step or an exclusion, with their moments: when they happened.
events as (
    select
        m.*,
        m.happened_ms as moment
    from matched as m
    where m.meets_1 + m.meets_2 + m.meets_3 > 0
),

-- One row for each moment of a user: how many of the events that share it meet each step.
moments as (
    select
        e.user_id,
        e.moment,
        sum(e.meets_1) as meets_1,
        sum(e.meets_2) as meets_2,
        sum(e.meets_3) as meets_3
    from events as e
    group by e.user_id, e.moment
),

-- The moments in the range at which step 1 is met: each may start a chain.
step_1 as (
    select
        s.*,
        case when s.meets_1 > 0 and s.moment >= l.from_ms and s.moment < l.to_ms then s.moment end as start_1
    from moments as s
    cross join limits as l
),

-- Step 2: the start of the latest chain of 2 steps that is complete here, from the latest one of 1.
step_2 as (
    select
        s.*,
        case when s.meets_2 > 0 and s.latest_1 >= s.moment - p.window_millis then s.latest_1 end as start_2
    from (
        select
            s.*,
            max(s.start_1)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and current row) as latest_1,
            max(case when s.start_1 is not null then s.moment end)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and current row) as last_1
        from step_1 as s
    ) as s
    cross join params as p
),

-- Step 3: the start of the latest chain of 3 steps that is complete here, from the latest one of 2.
step_3 as (
    select
        s.*,
        case when s.meets_3 > 0 and s.latest_2 >= s.moment - p.window_millis then s.latest_2 end as start_3
    from (
        select
            s.*,
            max(s.start_2)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and current row) as latest_2,
            max(case when s.start_2 is not null then s.moment end)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and current row) as last_2
        from step_2 as s
    ) as s
    cross join params as p
),

-- How far each user comes, and when a chain of each length is first complete.
reached as (
    select
        s.user_id,
        max(s.start_1) as latest_start,
        max(case when s.start_3 is not null then 3 when s.start_2 is not null then 2 when s.start_1 is not null then 1 end) as steps_reached,
        min(case when s.start_1 is not null then s.moment end) as first_1,
        min(case when s.start_2 is not null then s.moment end) as first_2,
        min(case when s.start_3 is not null then s.moment end) as first_3
    from step_3 as s
    group by s.user_id
    having max(s.start_1) is not null
),

-- Back from the last step, first complete where it was: each step before it as late as possible.
walked as (
    select
        r.user_id,
        r.steps_reached,
        r.latest_start,
        coalesce(s2.start_2, r.first_1) as at_1,
        coalesce(s3.last_2, r.first_2) as at_2,
        r.first_3 as at_3
    from reached as r
    left join step_3 as s3 on s3.user_id = r.user_id and s3.moment = r.first_3
    left join step_3 as s2 on s2.user_id = r.user_id and s2.moment = coalesce(s3.last_2, r.first_2)
),

measured as (
    select
        w.user_id,
        w.steps_reached,
        w.latest_start,
        w.at_1 as started_ms,
        w.at_2 - w.at_1 as first_ms_2,
        w.at_2 - w.at_1 as previous_ms_2,
        w.at_3 - w.at_1 as first_ms_3,
        w.at_3 - w.at_2 as previous_ms_3
    from walked as w
),

-- The users who are in the funnel.
passages as (
    select
        m.*,
        m.steps_reached < 3 and m.latest_start + p.window_millis >= l.data_end_ms as in_progress,
        coalesce(nullif(u.channel, ''), '(none)') as own_group
    from measured as m
    cross join params as p
    cross join limits as l
    left join analytics.user_profiles as u on u.user_id = m.user_id
),

groups_by_size as (
    select
        s.own_group,
        row_number() over (order by count(*) desc, s.own_group) as place
    from passages as s
    group by s.own_group
),

-- The largest groups by themselves, the others together.
grouped as (
    select
        s.*,
        case when g.place <= p.max_groups then s.own_group else '(other)' end as group_value
    from passages as s
    inner join groups_by_size as g on g.own_group = s.own_group
    cross join params as p
),

shown_groups as (
    select distinct s.group_value
    from grouped as s
),

-- How long users took to each step that they reached, in milliseconds.
times as (
    select
        g.group_value,
        2 as step_number,
        g.previous_ms_2 as since_previous_ms,
        g.first_ms_2 as since_first_ms
    from grouped as g
    where g.steps_reached >= 2
    union all
    select
        g.group_value,
        3 as step_number,
        g.previous_ms_3 as since_previous_ms,
        g.first_ms_3 as since_first_ms
    from grouped as g
    where g.steps_reached >= 3
),

spans as (
    select
        t.group_value,
        t.step_number,
        'from_previous' as duration,
        t.since_previous_ms as took_ms
    from times as t
    union all
    select
        t.group_value,
        t.step_number,
        'from_first' as duration,
        t.since_first_ms as took_ms
    from times as t
),

-- The classes, up to the one that holds the window.
classes as (
    select 1 as up_to_seconds, cast(-1 as int64) as above_ms, cast(1000 as int64) as up_to_ms
    union all
    select 10 as up_to_seconds, cast(1000 as int64) as above_ms, cast(10000 as int64) as up_to_ms
    union all
    select 60 as up_to_seconds, cast(10000 as int64) as above_ms, cast(60000 as int64) as up_to_ms
    union all
    select 300 as up_to_seconds, cast(60000 as int64) as above_ms, cast(300000 as int64) as up_to_ms
    union all
    select 900 as up_to_seconds, cast(300000 as int64) as above_ms, cast(900000 as int64) as up_to_ms
    union all
    select 3600 as up_to_seconds, cast(900000 as int64) as above_ms, cast(3600000 as int64) as up_to_ms
    union all
    select 10800 as up_to_seconds, cast(3600000 as int64) as above_ms, cast(10800000 as int64) as up_to_ms
    union all
    select 21600 as up_to_seconds, cast(10800000 as int64) as above_ms, cast(21600000 as int64) as up_to_ms
    union all
    select 43200 as up_to_seconds, cast(21600000 as int64) as above_ms, cast(43200000 as int64) as up_to_ms
    union all
    select 86400 as up_to_seconds, cast(43200000 as int64) as above_ms, cast(86400000 as int64) as up_to_ms
    union all
    select 172800 as up_to_seconds, cast(86400000 as int64) as above_ms, cast(172800000 as int64) as up_to_ms
    union all
    select 259200 as up_to_seconds, cast(172800000 as int64) as above_ms, cast(259200000 as int64) as up_to_ms
    union all
    select 604800 as up_to_seconds, cast(259200000 as int64) as above_ms, cast(604800000 as int64) as up_to_ms
    union all
    select 1209600 as up_to_seconds, cast(604800000 as int64) as above_ms, cast(1209600000 as int64) as up_to_ms
),

class_counts as (
    select
        s.group_value,
        s.step_number,
        s.duration,
        c.up_to_seconds,
        count(*) as user_count
    from spans as s
    cross join classes as c
    where s.took_ms > c.above_ms
        and s.took_ms <= c.up_to_ms
    group by s.group_value, s.step_number, s.duration, c.up_to_seconds
),

durations as (
    select 'from_previous' as duration
    union all
    select 'from_first' as duration
),

-- All classes of all steps.
cells as (
    select
        g.group_value,
        n.step_number,
        n.label,
        d.duration,
        c.up_to_seconds
    from shown_groups as g
    cross join steps as n
    cross join durations as d
    cross join classes as c
    where n.step_number > 1
)

select
    r.group_value as group_value,
    r.step_number,
    r.label,
    r.duration,
    r.up_to_seconds,
    coalesce(k.user_count, 0) as users
from cells as r
left join class_counts as k
    on k.group_value = r.group_value
    and k.step_number = r.step_number
    and k.duration = r.duration
    and k.up_to_seconds = r.up_to_seconds
order by r.group_value, r.step_number, r.duration, r.up_to_seconds;
