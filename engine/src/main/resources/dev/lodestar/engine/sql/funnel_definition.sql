-- Funnel: #title#.
--
-- One row per step, and per group where there are groups. A user counts at the steps 1 to k where one chain of k of
-- their events meets them, #order#; an event serves one step. Step 1 lies in the range, the
-- others before the data end. Rates are null where their base is 0; ci_low and ci_high are Wilson's interval of
-- conversion_from_previous, overall_ci_low and overall_ci_high that of overall_conversion. in_progress counts those at
-- the step before, not at this one, whose window is open where the data end. removed_users, alike in all rows, counts
-- those whom an exclusion took out; they are in no other figure.
--
-- Times are those of one chain a user, in seconds: #chain_comment#
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--
@layout(history)

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days
        ${from_day} as from_day, -- first day of the range of step 1; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ${passive_types} as passive_types, -- event types that are no activity
#types#        ${window_millis} as window_millis, -- from the first event of a chain to its last, inclusive
#grace_parameter#        ${max_groups} as max_groups, -- groups that are shown by themselves
        ${segments} as segments, -- users who count, by attribute; none: whatever they have
        ${channels} as channels,
        ${plan_types} as plan_types,
        cast(1.959963984540054 as @double()) as z -- of the 95 % intervals
),@series_source()

steps as (
#steps#
),

data_extent as (
    select
        @local_day(@earlier(events.first_at, signups.first_at)) as first_day,
        @local_day(events.last_at) as last_day,
        @today() as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at from analytics.user_profiles) as signups
),

range_days as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, @add_days(@earlier(x.last_day, x.today), 1)) as to_day,
        @add_days(@earlier(x.last_day, x.today), 1) as day_after_last
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
    @series(quarter, 113)
),

-- The first instants of days: clocks may show midnight twice, or never. Around each midnight, in every time zone:
-- quarters of an hour, 14 hours to either side.
midnights as (
    select
        d.calendar_day,
        @add_minutes(@utc_midnight(d.calendar_day), 15 * (q.quarter - 56)) as instant
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
    where @local_day(m.instant) >= m.calendar_day
    group by m.calendar_day
),

limits as (
    select
        f.start_at as from_at,
        e.start_at as data_end_at,
        @epoch_millis(f.start_at) as from_ms,
        @epoch_millis(t.start_at) as to_ms,
        @epoch_millis(e.start_at) as data_end_ms
    from bounds as b
    inner join day_starts as f on f.calendar_day = b.from_day
    inner join day_starts as t on t.calendar_day = b.to_day
    inner join day_starts as e on e.calendar_day = b.data_to_day
),

-- The events of the users who count, and what they meet.
matched as (
    select
        e.user_id,
        @epoch_millis(e."timestamp") as happened_ms,
#meets#
    from analytics.user_events as e
    cross join params as p
    cross join limits as l#profiles#
    where e."timestamp" < l.data_end_at#events#
),

#chains#-- The users who are in the funnel.
passages as (
    select
        m.*,
        m.steps_reached < #last_step# and m.latest_start + p.window_millis >= l.data_end_ms as in_progress#own_group#
    from measured as m
    cross join params as p
    cross join limits as l#passage_joins#
),

#groups#-- How long users took to each step that they reached, in milliseconds.
times as (
#times#
),

-- Their places, from 0.
ranked as (
    select
        t.*,
#places#
        count(*) over (partition by t.group_value, t.step_number) as places
    from times as t
),

-- A quantile lies between the two times that are nearest to it in rank: each weighs the more the nearer it is, 1 in all;
-- here twice as much for the median and ten times for the 90th percentile, so that whole numbers do.
weighed as (
    select
        r.*,
#weights#
    from ranked as r
),

durations as (
    select
        w.group_value,
        w.step_number,
#durations#
    from weighed as w
    group by w.group_value, w.step_number
),

removals as (
    select #removals#
),

-- All steps of all groups, zeros included.
counts as (
    select
        g.group_value,
        n.step_number,
        n.label,
        @count_if(u.steps_reached >= n.step_number) as users,
        @count_if(u.in_progress and u.steps_reached = n.step_number - 1) as in_progress
    from shown_groups as g
    cross join steps as n
    left join grouped as u on u.group_value = g.group_value
    group by g.group_value, n.step_number, n.label
),

bases as (
    select
        c.*,
        lag(@nullable(c.users)) over (partition by c.group_value order by c.step_number) as users_before,
        max(c.users) over (partition by c.group_value) as users_at_first
    from counts as c
),

rates as (
    select
        b.*,
        @ratio(b.users, b.users_before) as conversion_rate,
        @ratio(b.users, b.users_at_first) as overall_rate,
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
    #shown_group# as group_value,
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
#shown_times#    x.removed_users,
    case when (r.step_number = 1 and r.users = 0) or r.users_before = 0 then 'empty_base' end as reason
from intervals as r
cross join removals as x
left join durations as d on d.group_value = r.group_value and d.step_number = r.step_number
order by @bytewise(r.group_value), r.step_number@settings();
