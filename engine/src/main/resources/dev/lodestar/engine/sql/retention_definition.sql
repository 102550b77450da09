-- Retention: #title#.
--
-- One row per cohort and column, and per group where there are groups. A cohort is a calendar period, and the users
-- who started in it; users are retained in a column with enough returns in it. A column that is not over for the whole
-- cohort at the end of the range is censored: its row is there, its figures are null. ci_low and ci_high are Wilson's
-- interval of the rate.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, #all_columns#)
--
@layout(history)

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days and periods
        ${from_day} as from_day, -- first day of the range of starts; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ${first_weekday} as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        ${passive_types} as passive_types, -- event types that are no activity
        ${start_types} as start_types, -- event types that start
        ${return_types} as return_types, -- event types that return; none: every active one
        ${minimum_occurrences} as minimum_occurrences, -- returns that it takes in a column
        ${window_days} as window_days, -- of 24 hours, where columns are windows
        ${max_groups} as max_groups, -- groups that are shown by themselves
        #user_parameters#
        cast(1.959963984540054 as @double()) as z -- of the 95 % intervals
),@series_source()
#brackets#
data_extent as (
    select
        coalesce(@local_day(@earlier(events.first_at, signups.first_at)), @today()) as first_day,
        coalesce(@local_day(coalesce(events.last_at, signups.last_at)), @add_days(@today(), -1)) as last_day,
        @today() as today
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
        where @is_none_of(e.event_type, p.passive_types)
        limit 1
    ) as first_active_event
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, @add_days(@earlier(x.last_day, x.today), 1)) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
),

#cohort#-- The days of the range and the day after it; and as many before as a quarter may have, as the period of the first
-- cohort may start before the range.
calendar_days as (
    select @add_days(b.to_day, -days_before) as calendar_day
    from bounds as b
    @series(days_before, @days_between(b.from_day, b.to_day) + 93)
),

-- Each of them with the period it lies in.
calendar as (
    select
        d.calendar_day,
        #period_start# as period_start
    from calendar_days as d
    cross join params as p
),

-- The periods, numbered, each with the start of the next.
periods as (
    select
        n.period_start,
        n.period_number,
        #next_period# as next_start
    from (
        select
            c.period_start,
            row_number() over (order by c.period_start) as period_number
        from calendar as c
        group by c.period_start
    ) as n
),

#day_starts#-- Whether an event starts, and whether it returns.
matched as (
    select
        e.user_id,
        e."timestamp" as happened_at,
        @local_day(e."timestamp") as happened_on,
        case when #start_condition# then 1 else 0 end as is_start,
        case when #return_condition# then 1 else 0 end as is_return
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    inner join day_starts as f on f.calendar_day = b.to_day
    where e."timestamp" < f.start_at
),

-- The starts of users: #start_comment#.
starts as (
#starts#
),

-- Users in their cohorts.
members as (
    select
        s.user_id,
        s.started_at,
        c.calendar_day as started_on,
        c.period_start as cohort,
        n.period_number as cohort_number,
        #group# as group_value
    from starts as s
    cross join params as p
    cross join bounds as b
    inner join calendar as c on c.calendar_day = @local_day(s.started_at)
    inner join periods as n on n.period_start = c.period_start#membership#
    left join analytics.user_profiles as u on u.user_id = s.user_id
    where c.calendar_day >= b.from_day
        and c.calendar_day < b.to_day#users#
),

groups_by_size as (
    select
        m.group_value,
        row_number() over (order by count(*) desc, @bytewise(m.group_value)) as place
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

#windows#-- The columns that begin within the data for someone who could be in the cohort, and whether they are over for all.
cohort_columns as (
#cohort_columns#
),

-- #column_comment#
returns as (
#returns#
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

#latest#active_users as (
    select
        t.place,
        t.cohort,
        t.column_number,
        count(*) as active_users
    from #retained# as t
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
        case when n.is_over and #measurable# then coalesce(a.active_users, 0) end as active_users
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
        @ratio(c.active_users, c.cohort_size) as retention_rate,
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
    #shown_group# as group_value,
    r.cohort,
    r.column_number as "period",
    r.active_users,
    r.cohort_size,
    r.retention_rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    not r.is_over as censored,
    case
        when not (#measurable_row#) then 'no_activity_events'
        when not r.is_over then 'censored'
    end as reason
from intervals as r
order by r.place, r.cohort, r.column_number@settings();
