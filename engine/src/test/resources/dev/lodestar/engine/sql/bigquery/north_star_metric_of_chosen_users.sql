-- The North Star: weekly active collaborative workspaces.
--
-- One row per week that overlaps the range, zeros included. `value` counts the distinct workspaces with at least
-- one collaboration event in the week; where no event in the data names a workspace, it counts the distinct users
-- with such an event, and `unit` says so. An empty name is none. A week that the range cuts keeps its counts and is
-- marked partial. The current North Star is the value of the last complete week. Everything is null where the data
-- hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, `timestamp`, properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: user_events and user_profiles clustered by user_id; all partitions are read.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and weeks
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ['user_invited'] as cohort_types_1, -- cohort, behaviour 1: event types
        0 as cohort_from_hour_1, -- cohort, behaviour 1: hours since signup, from
        168 as cohort_to_hour_1, -- cohort, behaviour 1: hours since signup, up to
        2 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        ['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast([] as array<string>) as channels,
        cast([] as array<string>) as plan_types,
        ['mobile'] as values_1, -- of device
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        ['collaborative_edit', 'user_invited', 'workspace_shared'] as collaboration_types, -- event types of the North Star
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        cast(null as numeric) as target, -- the value to reach; null: none is set
        4 as mean_weeks -- complete weeks in the trailing mean
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

-- Whether any event names a workspace.
workspaces as (
    select count(*) > 0 as has_workspaces
    from (
        select 1 as found
        from analytics.user_events as e
        where nullif(json_value(e.properties, '$."workspace_id"'), '') is not null
        limit 1
    ) as first_workspace
),

-- The half-open range [from_day, to_day), and what the data hold at all.
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1) as to_day,
        y.has_activity,
        w.has_workspaces
    from params as p
    cross join data_extent as x
    cross join activity as y
    cross join workspaces as w
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
        countif(e.event_type in unnest(p.cohort_types_1)
            and e.`timestamp` >= timestamp_add(u.signup_date, interval p.cohort_from_hour_1 hour)
            and e.`timestamp` < timestamp_add(u.signup_date, interval p.cohort_to_hour_1 hour)) as did_1
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where date(e.`timestamp`, p.time_zone) < n.to_day
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

range_days as (
    select b.from_day + day_number as active_on
    from bounds as b
    cross join unnest(generate_array(0, date_diff(b.to_day, b.from_day, day) - 1)) as day_number
),

-- The days of the range and the weeks they lie in.
calendar as (
    select
        d.active_on,
        d.active_on - mod(mod(extract(dayofweek from d.active_on) + 5, 7) + 1 - p.first_weekday + 7, 7) as week_start
    from range_days as d
    cross join params as p
),

weeks as (
    select
        week_start,
        row_number() over (order by week_start) as week_number,
        count(*) < 7 as partial
    from calendar
    group by week_start
),

events_in_range as (
    select
        e.user_id,
        c.week_start,
        e.event_type not in unnest(p.passive_types) as is_active,
        e.event_type in unnest(p.collaboration_types) as is_collaboration,
        nullif(json_value(e.properties, '$."workspace_id"'), '') as workspace_id
    from analytics.user_events as e
    cross join params as p
    inner join calendar as c on c.active_on = date(e.`timestamp`, p.time_zone)
    inner join cohort_members as o on o.user_id = e.user_id
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where coalesce(nullif(json_value(u.attributes, '$."device"'), ''), '(none)') in unnest(p.values_1)
        and coalesce(nullif(u.segment, ''), '(none)') in unnest(p.segments)
),

user_weeks as (
    select
        week_start,
        user_id,
        logical_or(is_active) as is_active,
        logical_or(is_collaboration) as is_collaborator
    from events_in_range
    group by week_start, user_id
),

weekly_users as (
    select
        week_start,
        countif(is_active) as active_users,
        countif(is_collaborator) as collaborators
    from user_weeks
    group by week_start
),

weekly_workspaces as (
    select
        week_start,
        count(distinct workspace_id) as workspaces
    from events_in_range
    where is_collaboration
    group by week_start
),

history as (
    select
        w.week_start,
        w.week_number,
        w.partial,
        case when b.has_activity then coalesce(u.active_users, 0) end as weekly_active_users,
        case when b.has_activity then coalesce(u.collaborators, 0) end as collaborators,
        case
            when not b.has_activity then null
            when b.has_workspaces then coalesce(s.workspaces, 0)
            else coalesce(u.collaborators, 0)
        end as north_star
    from weeks as w
    cross join bounds as b
    left join weekly_users as u on u.week_start = w.week_start
    left join weekly_workspaces as s on s.week_start = w.week_start
),

-- Each week with the weeks of the mean that ends with it.
week_means as (
    select
        h.week_number,
        count(case when not t.partial then t.north_star end) as complete_weeks,
        avg(case when not t.partial then cast(t.north_star as float64) end) as trailing_mean
    from history as h
    cross join history as t
    cross join params as p
    where t.week_number > h.week_number - p.mean_weeks
        and t.week_number <= h.week_number
    group by h.week_number
),

current_week as (
    select max(week_number) as week_number
    from weeks
    where not partial
)

select
    h.week_start,
    h.north_star as `value`,
    h.weekly_active_users,
    safe_divide(h.collaborators, h.weekly_active_users) as collaboration_rate,
    h.partial,
    coalesce(h.week_number = c.week_number, false) as is_current,
    h.collaborators,
    case when t.complete_weeks = p.mean_weeks then t.trailing_mean end as four_week_mean,
    safe_divide(h.north_star, p.target) as attainment,
    case when b.has_workspaces then 'workspace' else 'user' end as unit,
    case when not b.has_activity then 'no_activity_events' end as reason
from history as h
inner join week_means as t on t.week_number = h.week_number
cross join current_week as c
cross join params as p
cross join bounds as b
order by h.week_start;
