-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, #all_columns#)
--
@layout(history)

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days
        ${from_day} as from_day, -- first day of the range of step 1; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
#types#        ${window_millis} as window_millis, -- from the first event of a chain to its last, inclusive
#grace_parameter##group_parameter#        #user_parameters#
#z_parameter#        ${passive_types} as passive_types -- event types that are no activity
),@series_source()

steps as (
#steps#
),

data_extent as (
    select
        coalesce(@local_day(@earlier(events.first_at, signups.first_at)), @today()) as first_day,
        coalesce(@local_day(coalesce(events.last_at, signups.last_at)), @add_days(@today(), -1)) as last_day,
        @today() as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
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

#cohort#quarters_of_hours as (
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
    cross join limits as l#membership##profiles#
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

