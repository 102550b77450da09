-- Daily, weekly and monthly active users, and how sticky the product is.
--
-- One row per day of the range. DAU counts the distinct users active on that day, WAU and MAU those active in the
-- trailing 7 and 30 days that end with it. Activity is every event that is not passive; users without a profile
-- count. WAU and MAU are null, not small, for the first days of the data, whose windows reach back before anything
-- was recorded; everything is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp"#property_columns#)
--   user_profiles (user_id, signup_date, #user_columns#)
--
@layout(history)

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days
        ${from_day} as from_day, -- first day of the range; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        #user_parameters#
        ${passive_types} as passive_types, -- event types that are no activity
        7 as week_days,
        30 as month_days
),@series_source()

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
        x.first_day,
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, @add_days(@earlier(x.last_day, x.today), 1)) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
),

#cohort#-- One row per user and active day, from before the range too: the trailing windows reach back.
active_days as (
    select distinct
        e.user_id,
        @local_day(e."timestamp") as active_on
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b#membership#
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where @is_none_of(e.event_type, p.passive_types)
        and @local_day(e."timestamp") < b.to_day#users#
),

-- How long after an active day the same user came back; null: not yet.
gaps as (
    select
        active_on,
        @days_between(active_on, lead(@nullable(active_on)) over (partition by user_id order by active_on))
            as days_to_return
    from active_days
),

-- How many users left on a day and came back after so many days; none is away for longer than the longest window.
absences as (
    select
        g.active_on,
        least(coalesce(g.days_to_return, p.month_days), p.month_days) as days_away,
        count(*) as user_count
    from gaps as g
    cross join params as p
    group by 1, 2
),

calendar as (
    select @add_days(b.from_day, day_number) as active_on
    from bounds as b
    @series(day_number, @days_between(b.from_day, b.to_day))
),

-- The days of the longest window, counted back from its end.
lookback as (
    select days_back
    from params as p
    @series(days_back, p.month_days)
),

-- A trailing window counts each user once, at the last active day within it: the one from which the user had not yet
-- returned when the window ended.
windows as (
    select
        c.active_on,
        coalesce(@sum_if(a.user_count, k.days_back = 0), 0) as dau,
        coalesce(@sum_if(a.user_count, k.days_back < p.week_days and a.days_away > k.days_back), 0) as wau,
        coalesce(@sum_if(a.user_count, a.days_away > k.days_back), 0) as mau
    from calendar as c
    cross join params as p
    cross join lookback as k
    left join absences as a on a.active_on = @add_days(c.active_on, -k.days_back)
    group by c.active_on
),

measured as (
    select
        w.active_on,
        cast(w.dau as @bigint()) as dau,
        case when w.active_on >= @add_days(b.first_day, p.week_days - 1) then cast(w.wau as @bigint()) end as wau,
        case when w.active_on >= @add_days(b.first_day, p.month_days - 1) then cast(w.mau as @bigint()) end as mau
    from windows as w
    cross join params as p
    cross join bounds as b
    where b.has_activity
)

select
    c.active_on as "date",
    m.dau,
    m.wau,
    m.mau,
    @ratio(m.dau, m.wau) as dau_wau_ratio,
    @ratio(m.dau, m.mau) as dau_mau_ratio,
    @ratio(m.wau, m.mau) as wau_mau_ratio,
    case when not b.has_activity then 'no_activity_events' end as reason
from calendar as c
cross join bounds as b
left join measured as m on m.active_on = c.active_on
order by c.active_on@settings();
