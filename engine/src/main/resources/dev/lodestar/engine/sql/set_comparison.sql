-- Two sets of users against each other, #sides#, by #unit# of signup: whether those of b stay better.
--
-- One row for each of the periods 1, 3 and 6 of the users' lives. Compared are the users of the mature cohorts, those
-- whose period 6 is over at the end of the range. A cohort is everybody with a profile who signed up in the period.
-- #ages#
-- Rates are those of all users of a side together; difference is b minus a, with Newcombe's interval (1998), the pooled
-- two-proportion test, two-sided, and Holm's adjustment (1979) over the rows. Who is on both sides counts on side a.
--
-- Alike in all rows: how many cohorts a side has, and the log-rank test (Mantel 1966) over the days from signup to the
-- last activity: who was not active in the last inactivity_days of the range is lost then, anybody else was seen last
-- then. Everything is null where a side has nobody, or there is no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp"#property_columns#)
--   user_profiles (user_id, signup_date, #user_columns#)
--
@layout(history)

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days and periods
        ${from_day} as from_day, -- first day of the range of signups; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ${first_weekday} as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        #user_parameters#
        ${passive_types} as passive_types, -- event types that are no activity
        6 as mature_period, -- the period that is over for a mature cohort
#window_parameter#        30 as inactivity_days,
        cast(1.959963984540054 as @double()) as z -- of the 95 % intervals
),@series_source()

-- The periods of the cohorts' lives that are compared.
compared_periods as (
    select 1 as period_number
    union all
    select 3
    union all
    select 6
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

#day_starts#signups as (
    select
        u.user_id,
        u.signup_date as signup_at,
        c.calendar_day as signup_day,
        n.period_number as cohort_number,
        #side#
    from analytics.user_profiles as u
    cross join params as p
    cross join bounds as b
    inner join calendar as c on c.calendar_day = @local_day(u.signup_date)
    inner join periods as n on n.period_start = c.period_start#profile_membership#
    where c.calendar_day >= b.from_day
        and c.calendar_day < b.to_day#users#
),

mature_cohorts as (
#mature_cohorts#
),

sides as (
    select
        s.user_id,
        s.signup_at,
        s.signup_day,
        s.cohort_number,
        s.side
    from signups as s
    inner join mature_cohorts as m on m.cohort_number = s.cohort_number
    where s.side is not null
),

-- One row per user and active day; and whether that was at or after the instant of signup.
active_days as (
    select
        s.user_id,
        s.side,
        s.cohort_number,
        @local_day(e."timestamp") as active_on,
        max(case when e."timestamp" >= s.signup_at then 1 else 0 end) as is_after_signup
    from sides as s
    inner join analytics.user_events as e on e.user_id = s.user_id
    cross join params as p
    cross join bounds as b
    where @is_none_of(e.event_type, p.passive_types)
        and @local_day(e."timestamp") < b.to_day
    group by 1, 2, 3, 4
),

retained as (
    select
        r.period_number,
        @count_if(r.side = 'a') as a_active,
        @count_if(r.side = 'b') as b_active
    from (
        select distinct
            k.period_number,
            t.side,
            t.user_id
#returns#
    ) as r
    group by r.period_number
),

counted as (
    select
        count(distinct case when s.side = 'a' then s.cohort_number end) as a_cohorts,
        count(distinct case when s.side = 'b' then s.cohort_number end) as b_cohorts,
        @count_if(s.side = 'a') as a_users,
        @count_if(s.side = 'b') as b_users
    from sides as s
),

-- A side without users has nothing to be compared with.
sizes as (
    select
        c.a_cohorts,
        c.b_cohorts,
        case when c.a_users > 0 and c.b_users > 0 then c.a_users else 0 end as a_size,
        case when c.a_users > 0 and c.b_users > 0 then c.b_users else 0 end as b_size
    from counted as c
),

#comparison#