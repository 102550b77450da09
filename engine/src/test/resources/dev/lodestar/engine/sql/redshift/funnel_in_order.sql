-- Funnel: 3 steps, in order.
--
-- One row per step, and per group where there are groups. A user counts at the steps 1 to k where one chain of k of
-- their events meets them, in this order and within the window, events of one
-- moment may be taken in the order that helps; an event serves one step. Step 1 lies in the range, the
-- others before the data end. Rates are null where their base is 0; ci_low and ci_high are Wilson's interval of
-- conversion_from_previous, overall_ci_low and overall_ci_high that of overall_conversion. in_progress counts those at
-- the step before, not at this one, whose window is open where the data end. removed_users, alike in all rows, counts
-- those whom an exclusion took out; they are in no other figure.
--
-- Times are those of one chain a user, in seconds: of the longest the one that is
-- complete first, then with each step as late as possible, from the last step back.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--
-- Layout: distkey (user_id) of both tables: they join without moving rows between nodes.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range of step 1; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array('page_created') as step_1_types,
        array('user_invited', 'workspace_shared') as step_2_types,
        array('invoice_paid') as step_3_types,
        array('invoice_paid', 'page_created', 'user_invited', 'workspace_shared') as funnel_types, -- all of these
        1209600000 as window_millis, -- from the first event of a chain to its last, inclusive
        50 as max_groups, -- groups that are shown by themselves
        array('enterprise') as segments, -- users who count, by attribute; none: whatever they have
        array() as channels,
        array('(none)') as plan_types,
        cast(1.959963984540054 as double precision) as z, -- of the 95 % intervals
        array('invoice_paid', 'plan_cancelled', 'signup') as passive_types -- event types that are no activity
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

steps as (
    select 1 as step_number, 'page_created' as label
    union all
    select 2, 'o''Neil\\ #steps# ${time_zone} @today()
; drop schema analytics; --'
    union all
    select 3, 'paid'
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

range_days as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, cast(dateadd(day, 1, least(x.last_day, x.today)) as date)) as to_day,
        cast(dateadd(day, 1, least(x.last_day, x.today)) as date) as day_after_last
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
    inner join (select number as quarter from numbers) as series on series.quarter < 113
),

-- The first instants of days: clocks may show midnight twice, or never. Around each midnight, in every time zone:
-- quarters of an hour, 14 hours to either side.
midnights as (
    select
        d.calendar_day,
        dateadd(minute, 15 * (q.quarter - 56), cast(d.calendar_day as timestamp) at time zone 'UTC') as instant
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
    where cast(m.instant at time zone p.time_zone as date) >= m.calendar_day
    group by m.calendar_day
),

limits as (
    select
        f.start_at as from_at,
        e.start_at as data_end_at,
        datediff(millisecond, timestamptz '1970-01-01 00:00:00+00', f.start_at) as from_ms,
        datediff(millisecond, timestamptz '1970-01-01 00:00:00+00', t.start_at) as to_ms,
        datediff(millisecond, timestamptz '1970-01-01 00:00:00+00', e.start_at) as data_end_ms
    from bounds as b
    inner join day_starts as f on f.calendar_day = b.from_day
    inner join day_starts as t on t.calendar_day = b.to_day
    inner join day_starts as e on e.calendar_day = b.data_to_day
),

-- The events of the users who count, and what they meet.
matched as (
    select
        e.user_id,
        datediff(millisecond, timestamptz '1970-01-01 00:00:00+00', e."timestamp") as happened_ms,
        case when array_contains(p.step_1_types, e.event_type) then 1 else 0 end as meets_1,
        case when array_contains(p.step_2_types, e.event_type)
            and (cast(e.properties."workspace_id" as varchar) is null or cast(e.properties."workspace_id" as varchar) not in ('w1', 'w2')) then 1 else 0 end as meets_2,
        case when array_contains(p.step_3_types, e.event_type)
            and case when json_typeof(e.properties."amount") = 'number' then cast(e.properties."amount" as decimal(38, 9)) end >= 12.5 then 1 else 0 end as meets_3
    from analytics.user_events as e
    cross join params as p
    cross join limits as l
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where e."timestamp" < l.data_end_at
        and e."timestamp" >= l.from_at
        and array_contains(p.funnel_types, e.event_type)
        and array_contains(p.plan_types, coalesce(nullif(u.plan_type, ''), '(none)'))
        and array_contains(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
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

-- Their places, from 0.
ranked as (
    select
        t.*,
        row_number() over (partition by t.group_value, t.step_number order by t.since_previous_ms) - 1 as previous_place,
        row_number() over (partition by t.group_value, t.step_number order by t.since_first_ms) - 1 as first_place,
        count(*) over (partition by t.group_value, t.step_number) as places
    from times as t
),

-- A quantile lies between the two times that are nearest to it in rank: each weighs the more the nearer it is, 1 in all;
-- here twice as much for the median and ten times for the 90th percentile, so that whole numbers do.
weighed as (
    select
        r.*,
        2 - abs(2 * r.previous_place - (r.places - 1)) as previous_median_weight,
        10 - abs(10 * r.previous_place - 9 * (r.places - 1)) as previous_p90_weight,
        2 - abs(2 * r.first_place - (r.places - 1)) as first_median_weight,
        10 - abs(10 * r.first_place - 9 * (r.places - 1)) as first_p90_weight
    from ranked as r
),

durations as (
    select
        w.group_value,
        w.step_number,
cast(sum(case when w.previous_median_weight > 0 then w.since_previous_ms * w.previous_median_weight end) as double precision) / 2000
    as median_seconds_from_previous,
cast(sum(case when w.previous_p90_weight > 0 then w.since_previous_ms * w.previous_p90_weight end) as double precision) / 10000
    as p90_seconds_from_previous,
        cast(sum(w.since_previous_ms) as double precision) / (1000 * count(*)) as mean_seconds_from_previous,
cast(sum(case when w.first_median_weight > 0 then w.since_first_ms * w.first_median_weight end) as double precision) / 2000
    as median_seconds_from_first,
cast(sum(case when w.first_p90_weight > 0 then w.since_first_ms * w.first_p90_weight end) as double precision) / 10000
    as p90_seconds_from_first,
        cast(sum(w.since_first_ms) as double precision) / (1000 * count(*)) as mean_seconds_from_first
    from weighed as w
    group by w.group_value, w.step_number
),

removals as (
    select 0 as removed_users from params
),

-- All steps of all groups, zeros included.
counts as (
    select
        g.group_value,
        n.step_number,
        n.label,
        count(case when u.steps_reached >= n.step_number then 1 end) as users,
        count(case when u.in_progress and u.steps_reached = n.step_number - 1 then 1 end) as in_progress
    from shown_groups as g
    cross join steps as n
    left join grouped as u on u.group_value = g.group_value
    group by g.group_value, n.step_number, n.label
),

bases as (
    select
        c.*,
        lag(c.users) over (partition by c.group_value order by c.step_number) as users_before,
        max(c.users) over (partition by c.group_value) as users_at_first
    from counts as c
),

rates as (
    select
        b.*,
        cast(b.users as double precision) / nullif(b.users_before, 0) as conversion_rate,
        cast(b.users as double precision) / nullif(b.users_at_first, 0) as overall_rate,
        p.z * p.z / nullif(b.users_before, 0) as z2_per_user,
        p.z * p.z / nullif(b.users_at_first, 0) as z2_per_first
    from bases as b
    cross join params as p
),

-- Wilson (1927), with z² / n as z2_per_user and z2_per_first.
intervals as (
    select
        r.*,
        (r.conversion_rate + r.z2_per_user / 2) / (1 + r.z2_per_user) as centre,
        sqrt(r.z2_per_user * (r.conversion_rate * (1 - r.conversion_rate) + r.z2_per_user / 4)) / (1 + r.z2_per_user)
            as half_width,
        (r.overall_rate + r.z2_per_first / 2) / (1 + r.z2_per_first) as overall_centre,
        sqrt(r.z2_per_first * (r.overall_rate * (1 - r.overall_rate) + r.z2_per_first / 4)) / (1 + r.z2_per_first)
            as overall_half_width
    from rates as r
)

select
    r.group_value as group_value,
    r.step_number,
    r.label,
    r.users,
    r.conversion_rate as conversion_from_previous,
    r.overall_rate as overall_conversion,
    1 - r.conversion_rate as drop_off_rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    r.overall_centre - least(r.overall_half_width, r.overall_centre) as overall_ci_low,
    r.overall_centre + least(r.overall_half_width, 1 - r.overall_centre) as overall_ci_high,
    r.in_progress,
    d.median_seconds_from_previous,
    d.p90_seconds_from_previous,
    d.mean_seconds_from_previous,
    d.median_seconds_from_first,
    d.p90_seconds_from_first,
    d.mean_seconds_from_first,
    x.removed_users,
    case when (r.step_number = 1 and r.users = 0) or r.users_before = 0 then 'empty_base' end as reason
from intervals as r
cross join removals as x
left join durations as d on d.group_value = r.group_value and d.step_number = r.step_number
order by r.group_value, r.step_number;
