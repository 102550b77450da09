-- The North Star: weekly active collaborative workspaces.
--
-- One row per week that overlaps the range, zeros included. "value" counts the distinct workspaces with at least
-- one collaboration event in the week; where no event in the data names a workspace, it counts the distinct users
-- with such an event, and "unit" says so. A week that the range cuts keeps its counts and is marked partial. The
-- current North Star is the value of the last complete week. Everything is null where the data hold no activity at
-- all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, segment)
--
-- Indexes: B-tree user_events ("timestamp") finds where the data end; the events are read by a sequential scan.

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days and weeks
        ${from_day} as from_day, -- first day of the range; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ${segment} as segment, -- this segment only, '(none)' for users without one; null: everybody
        ${passive_types} as passive_types, -- event types that are no activity
        ${collaboration_types} as collaboration_types, -- event types of the North Star
        ${workspace_property} as workspace_property, -- names the workspace of an event
        ${first_weekday} as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        ${north_star_target} as target, -- the value to reach; null: none is set
        4 as mean_weeks -- complete weeks in the trailing mean
),

data_extent as (
    select
        cast(least(events.first_at, signups.first_at) at time zone p.time_zone as date) as first_day,
        cast(events.last_at at time zone p.time_zone as date) as last_day,
        cast(now() at time zone p.time_zone as date) as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at from analytics.user_profiles) as signups
),

-- The half-open range [from_day, to_day), and what the data hold at all.
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, least(x.last_day, x.today) + 1) as to_day,
        exists (
            select 1
            from analytics.user_events as e
            where e.event_type <> all (p.passive_types)
        ) as has_activity,
        exists (
            select 1
            from analytics.user_events as e
            where e.properties ->> p.workspace_property is not null
        ) as has_workspaces
    from params as p
    cross join data_extent as x
),

-- The days of the range and the weeks they lie in.
calendar as (
    select
        d.active_on,
        d.active_on - (cast(extract(isodow from d.active_on) as integer) - p.first_weekday + 7) % 7 as week_start
    from params as p
    cross join bounds as b
    cross join lateral (
        select b.from_day + n.day_number as active_on
        from generate_series(0, b.to_day - b.from_day - 1) as n (day_number)
    ) as d
),

weeks as (
    select
        week_start,
        count(*) < 7 as partial
    from calendar
    group by week_start
),

events_in_range as (
    select
        e.user_id,
        c.week_start,
        e.event_type <> all (p.passive_types) as is_active,
        e.event_type = any (p.collaboration_types) as is_collaboration,
        e.properties ->> p.workspace_property as workspace_id
    from analytics.user_events as e
    cross join params as p
    inner join calendar as c on c.active_on = cast(e."timestamp" at time zone p.time_zone as date)
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where p.segment is null or coalesce(nullif(u.segment, ''), '(none)') = p.segment
),

user_weeks as (
    select
        week_start,
        user_id,
        bool_or(is_active) as is_active,
        bool_or(is_collaboration) as is_collaborator
    from events_in_range
    group by week_start, user_id
),

weekly_users as (
    select
        week_start,
        count(*) filter (where is_active) as active_users,
        count(*) filter (where is_collaborator) as collaborators
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

smoothed as (
    select
        h.*,
        coalesce(h.week_start = max(h.week_start) filter (where not h.partial) over (), false) as is_current,
        count(h.north_star) filter (where not h.partial) over trailing_weeks as complete_weeks,
        avg(h.north_star) filter (where not h.partial) over trailing_weeks as trailing_mean
    from history as h
    window
        trailing_weeks as (
            order by h.week_start
            rows between (select mean_weeks - 1 from params) preceding and current row
        )
)

select
    s.week_start,
    s.north_star as "value",
    s.weekly_active_users,
    cast(s.collaborators as double precision) / nullif(s.weekly_active_users, 0) as collaboration_rate,
    s.partial,
    s.is_current,
    s.collaborators,
    case when s.complete_weeks = p.mean_weeks then cast(s.trailing_mean as double precision) end as four_week_mean,
    cast(s.north_star as double precision) / nullif(p.target, 0) as attainment,
    case when b.has_workspaces then 'workspace' else 'user' end as unit,
    case when not b.has_activity then 'no_activity_events' end as reason
from smoothed as s
cross join params as p
cross join bounds as b
order by s.week_start;
