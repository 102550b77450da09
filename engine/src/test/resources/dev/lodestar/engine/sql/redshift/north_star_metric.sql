-- The North Star: weekly active collaborative workspaces.
--
-- One row per week that overlaps the range, zeros included. "value" counts the distinct workspaces with at least
-- one collaboration event in the week; where no event in the data names a workspace, it counts the distinct users
-- with such an event, and "unit" says so. An empty name is none. A week that the range cuts keeps its counts and is
-- marked partial. The current North Star is the value of the last complete week. Everything is null where the data
-- hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, segment)
--
-- Layout: distkey (user_id) of both tables: they join without moving rows between nodes.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and weeks
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        cast(null as varchar) as segment, -- this segment only, '(none)' for users without one; null: everybody
        array('invoice_paid', 'plan_cancelled', 'signup') as passive_types, -- event types that are no activity
        array('collaborative_edit', 'user_invited', 'workspace_shared') as collaboration_types, -- event types of the North Star
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        cast(null as decimal(38, 9)) as target, -- the value to reach; null: none is set
        4 as mean_weeks -- complete weeks in the trailing mean
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

data_extent as (
    select
        coalesce(cast(least(events.first_at, signups.first_at) at time zone p.time_zone as date), cast(convert_timezone('UTC', p.time_zone, getdate()) as date)) as first_day,
        coalesce(cast(coalesce(events.last_at, signups.last_at) at time zone p.time_zone as date), cast(dateadd(day, -1, cast(convert_timezone('UTC', p.time_zone, getdate()) as date)) as date)) as last_day,
        cast(convert_timezone('UTC', p.time_zone, getdate()) as date) as today
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
        where not array_contains(p.passive_types, e.event_type)
        limit 1
    ) as first_active_event
),

-- Whether any event names a workspace.
workspaces as (
    select count(*) > 0 as has_workspaces
    from (
        select 1 as found
        from analytics.user_events as e
        where nullif(cast(e.properties."workspace_id" as varchar), '') is not null
        limit 1
    ) as first_workspace
),

-- The half-open range [from_day, to_day), and what the data hold at all.
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, cast(dateadd(day, 1, least(x.last_day, x.today)) as date)) as to_day,
        y.has_activity,
        w.has_workspaces
    from params as p
    cross join data_extent as x
    cross join activity as y
    cross join workspaces as w
),

range_days as (
    select cast(dateadd(day, day_number, b.from_day) as date) as active_on
    from bounds as b
    inner join (select number as day_number from numbers) as series on series.day_number < datediff(day, b.from_day, b.to_day)
),

-- The days of the range and the weeks they lie in.
calendar as (
    select
        d.active_on,
        cast(dateadd(day, -mod(mod(cast(extract(dow from d.active_on) as integer) + 6, 7) + 1 - p.first_weekday + 7, 7), d.active_on) as date) as week_start
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
        not array_contains(p.passive_types, e.event_type) as is_active,
        array_contains(p.collaboration_types, e.event_type) as is_collaboration,
        nullif(cast(e.properties."workspace_id" as varchar), '') as workspace_id
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
        count(case when is_active then 1 end) as active_users,
        count(case when is_collaborator then 1 end) as collaborators
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
        avg(case when not t.partial then cast(t.north_star as double precision) end) as trailing_mean
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
    h.north_star as "value",
    h.weekly_active_users,
    cast(h.collaborators as double precision) / nullif(h.weekly_active_users, 0) as collaboration_rate,
    h.partial,
    coalesce(h.week_number = c.week_number, false) as is_current,
    h.collaborators,
    case when t.complete_weeks = p.mean_weeks then t.trailing_mean end as four_week_mean,
    cast(h.north_star as double precision) / nullif(p.target, 0) as attainment,
    case when b.has_workspaces then 'workspace' else 'user' end as unit,
    case when not b.has_activity then 'no_activity_events' end as reason
from history as h
inner join week_means as t on t.week_number = h.week_number
cross join current_week as c
cross join params as p
cross join bounds as b
order by h.week_start;
