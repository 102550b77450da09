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
--   user_events (user_id, event_type, "TIMESTAMP", properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--
-- Layout: all micro-partitions of user_events are read; no clustering key helps.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range of step 1; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array_construct('page_created') as step_1_types,
        array_construct('content_edited') as step_2_types,
        array_construct('page_created') as step_3_types,
        array_construct('plan_cancelled') as exclusion_1_types,
        array_construct('search_performed') as exclusion_2_types,
        array_construct('content_edited', 'page_created', 'plan_cancelled', 'search_performed') as funnel_types, -- all of these
        1209600000 as window_millis, -- from the first event of a chain to its last, inclusive
        1000 as grace_millis, -- an event so soon after another is tied with it
        50 as max_groups, -- groups that are shown by themselves
        array_construct('enterprise') as segments, -- users who count, by attribute; none: whatever they have
        array_construct() as channels,
        array_construct('(none)') as plan_types,
        cast(1.959963984540054 as double) as z, -- of the 95 % intervals
        array_construct('invoice_paid', 'plan_cancelled', 'signup') as passive_types -- event types that are no activity
),

steps as (
    select 1 as step_number, 'page_created' as label
    union all
    select 2, 'content_edited'
    union all
    select 3, 'page_created'
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

range_days as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, dateadd(day, 1, least_ignore_nulls(x.last_day, x.today))) as to_day,
        dateadd(day, 1, least_ignore_nulls(x.last_day, x.today)) as day_after_last
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
    cross join lateral flatten(input => array_generate_range(0, 113)) as series (seq, key, path, quarter, value, this)
),

-- The first instants of days: clocks may show midnight twice, or never. Around each midnight, in every time zone:
-- quarters of an hour, 14 hours to either side.
midnights as (
    select
        d.calendar_day,
        dateadd(minute, 15 * (q.quarter - 56), to_timestamp_tz(to_char(d.calendar_day, 'YYYY-MM-DD') || ' 00:00:00 +0000', 'YYYY-MM-DD HH24:MI:SS TZHTZM')) as instant
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
    where to_date(convert_timezone(p.time_zone, m.instant)) >= m.calendar_day
    group by m.calendar_day
),

limits as (
    select
        f.start_at as from_at,
        e.start_at as data_end_at,
        date_part(epoch_millisecond, f.start_at) as from_ms,
        date_part(epoch_millisecond, t.start_at) as to_ms,
        date_part(epoch_millisecond, e.start_at) as data_end_ms
    from bounds as b
    inner join day_starts as f on f.calendar_day = b.from_day
    inner join day_starts as t on t.calendar_day = b.to_day
    inner join day_starts as e on e.calendar_day = b.data_to_day
),

-- The events of the users who count, and what they meet.
matched as (
    select
        e.user_id,
        date_part(epoch_millisecond, e."TIMESTAMP") as happened_ms,
        case when array_contains(to_variant(e.event_type), p.step_1_types) then 1 else 0 end as meets_1,
        case when array_contains(to_variant(e.event_type), p.step_2_types) then 1 else 0 end as meets_2,
        case when array_contains(to_variant(e.event_type), p.step_3_types) then 1 else 0 end as meets_3,
        case when array_contains(to_variant(e.event_type), p.exclusion_1_types) then 1 else 0 end as excluded_1,
        case when array_contains(to_variant(e.event_type), p.exclusion_2_types) then 1 else 0 end as excluded_2
    from analytics.user_events as e
    cross join params as p
    cross join limits as l
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where e."TIMESTAMP" < l.data_end_at
        and array_contains(to_variant(e.event_type), p.funnel_types)
        and array_contains(to_variant(coalesce(nullif(u.plan_type, ''), '(none)')), p.plan_types)
        and array_contains(to_variant(coalesce(nullif(u.segment, ''), '(none)')), p.segments)
),

-- Those that meet a step or an exclusion, with their moments: that of the one before where it was at most the grace ago, else
-- when they happened.
events as (
    select
        t.*,
        max(case when t.happened_ms - t.previous_ms <= p.grace_millis then null else t.happened_ms end)
            over (partition by t.user_id order by t.happened_ms range between unbounded preceding and current row)
            as moment
    from (
        select
            m.*,
            lag(m.happened_ms) over (partition by m.user_id order by m.happened_ms) as previous_ms
        from matched as m
        where m.meets_1 + m.meets_2 + m.meets_3 + m.excluded_1 + m.excluded_2 > 0
    ) as t
    cross join params as p
),

-- One row for each moment of a user: how many of the events that share it meet each step.
moments as (
    select
        e.user_id,
        e.moment,
        sum(e.meets_1) as meets_1,
        sum(e.meets_2) as meets_2,
        sum(e.meets_3) as meets_3,
        sum(e.excluded_1) as excluded_1,
        sum(e.excluded_2) as excluded_2
    from events as e
    group by e.user_id, e.moment
),

-- The first moment in the range at which step 1 is met: no other may start a chain.
starts as (
    select
        s.*,
        case when s.may_start = min(s.may_start) over (partition by s.user_id) then s.may_start end as start_1
    from (
        select
            s.*,
            case when s.meets_1 > 0 and s.moment >= l.from_ms and s.moment < l.to_ms then s.moment end as may_start
        from moments as s
        cross join limits as l
    ) as s
),

-- from_1: how many steps the chain had before this moment. back_1: the moment of the last of them.
step_1 as (
    select
        s.*,
        case when s.start_1 is not null then 0 end as from_1,
        cast(null as bigint) as back_1
    from starts as s
),

-- The latest chain of 1 that can go on here, with nothing excluded since.
waiting_1 as (
    select
        s.*,
        case
            when s.latest_1 >= s.moment - p.window_millis and s.last_1 >= coalesce(s.stopped_1, s.last_1) then s.latest_1
        end as open_1
    from (
        select
            s.*,
            max(s.start_1)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and 1 preceding) as latest_1,
            max(case when s.start_1 is not null then s.moment end)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and 1 preceding) as last_1,
            max(case when s.excluded_1 + s.excluded_2 > 0 then s.moment end)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and 1 preceding) as stopped_1
        from step_1 as s
    ) as s
    cross join params as p
),

-- Step 2: the chain of 2 with the latest start that is complete here, from_2 of them at moments before.
step_2 as (
    select
        s.*,
        case when s.from_2 = 1 then s.open_1 when s.from_2 < 1 then s.start_1 end as start_2,
        case when s.from_2 = 1 then s.last_1 when s.from_2 < 1 then s.back_1 end as back_2
    from (
        select
            s.*,
            case when s.meets_2 > 0 then coalesce(s.from_1, case when s.open_1 is not null then 1 end) end as from_2
        from waiting_1 as s
    ) as s
),

-- The latest chain of 2 that can go on here, with nothing excluded since.
waiting_2 as (
    select
        s.*,
        case
            when s.latest_2 >= s.moment - p.window_millis and s.last_2 >= coalesce(s.stopped_2, s.last_2) then s.latest_2
        end as open_2
    from (
        select
            s.*,
            max(case when s.goes_on_2 = 1 then s.start_2 end)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and 1 preceding) as latest_2,
            max(case when s.goes_on_2 = 1 then s.moment end)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and 1 preceding) as last_2,
            max(case when s.excluded_1 > 0 then s.moment end)
                over (partition by s.user_id order by s.moment rows between unbounded preceding and 1 preceding) as stopped_2
        from (
            select
                s.*,
                case when s.start_2 is not null and (s.excluded_1 = 0 or s.from_2 < 1) then 1 else 0 end as goes_on_2
            from step_2 as s
        ) as s
    ) as s
    cross join params as p
),

-- Step 3: the chain of 3 with the latest start that is complete here, from_3 of them at moments before.
step_3 as (
    select
        s.*,
        case s.from_3 when 0 then s.moment when 1 then s.open_1 when 2 then s.open_2 end as start_3,
        case s.from_3 when 1 then s.last_1 when 2 then s.last_2 end as back_3
    from (
        select
            s.*,
            case
                when s.meets_3 = 0 then null
                when s.from_2 >= case when s.meets_1 >= 2 then 0 else 1 end then s.from_2
                when s.from_2 < 1 and 1 >= case when s.meets_1 >= 2 then 0 else 1 end and s.open_1 is not null then 1
                when s.open_2 is not null then 2
            end as from_3
        from waiting_2 as s
    ) as s
),

-- The users whom an exclusion takes out: it meets a chain under way, later than all that are past its steps, and
-- none has all steps by then.
removed as (
    select distinct s.user_id
    from (
        select
            s.*,
            max(s.start_3) over (partition by s.user_id order by s.moment rows between unbounded preceding and current row) as passed_3
        from step_3 as s
    ) as s
    where s.passed_3 is null
        and ((s.excluded_1 > 0 and (s.open_1 is not null or s.open_2 is not null)))
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
walk_3 as (
    select
        w.*,
        w.first_3 as at_3,
        s.from_3 as source_3,
        s.back_3 as before_3
    from reached as w
    left join step_3 as s on s.user_id = w.user_id and s.moment = w.first_3
),

walk_2 as (
    select
        w.*,
        case when w.source_3 < 2 then w.at_3 else coalesce(w.before_3, w.first_2) end as at_2,
        case when w.source_3 < 2 then w.source_3 else s.from_2 end as source_2,
        case when w.source_3 < 2 then w.before_3 else s.back_2 end as before_2
    from walk_3 as w
    left join step_3 as s
        on s.user_id = w.user_id
        and s.moment = coalesce(w.before_3, w.first_2)
),

walk_1 as (
    select
        w.*,
        case when w.source_2 < 1 then w.at_2 else coalesce(w.before_2, w.first_1) end as at_1,
        case when w.source_2 < 1 then w.source_2 else s.from_1 end as source_1,
        case when w.source_2 < 1 then w.before_2 else s.back_1 end as before_1
    from walk_2 as w
    left join step_3 as s
        on s.user_id = w.user_id
        and s.moment = coalesce(w.before_2, w.first_1)
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
    from walk_1 as w
),

-- The users who are in the funnel.
passages as (
    select
        m.*,
        m.steps_reached < 3 and m.latest_start + p.window_millis >= l.data_end_ms as in_progress
    from measured as m
    cross join params as p
    cross join limits as l
    left join removed as x on x.user_id = m.user_id
    where x.user_id is null
),

grouped as (
    select
        s.*,
        '' as group_value
    from passages as s
),

shown_groups as (
    select '' as group_value
    from params
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
cast(sum(case when w.previous_median_weight > 0 then w.since_previous_ms * w.previous_median_weight end) as double) / 2000
    as median_seconds_from_previous,
cast(sum(case when w.previous_p90_weight > 0 then w.since_previous_ms * w.previous_p90_weight end) as double) / 10000
    as p90_seconds_from_previous,
        cast(sum(w.since_previous_ms) as double) / (1000 * count(*)) as mean_seconds_from_previous,
cast(sum(case when w.first_median_weight > 0 then w.since_first_ms * w.first_median_weight end) as double) / 2000
    as median_seconds_from_first,
cast(sum(case when w.first_p90_weight > 0 then w.since_first_ms * w.first_p90_weight end) as double) / 10000
    as p90_seconds_from_first,
        cast(sum(w.since_first_ms) as double) / (1000 * count(*)) as mean_seconds_from_first
    from weighed as w
    group by w.group_value, w.step_number
),

removals as (
    select count(*) as removed_users from removed
),

-- All steps of all groups, zeros included.
counts as (
    select
        g.group_value,
        n.step_number,
        n.label,
        count_if(u.steps_reached >= n.step_number) as users,
        count_if(u.in_progress and u.steps_reached = n.step_number - 1) as in_progress
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
        cast(b.users as double) / nullif(b.users_before, 0) as conversion_rate,
        cast(b.users as double) / nullif(b.users_at_first, 0) as overall_rate,
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
    cast(null as varchar) as group_value,
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
