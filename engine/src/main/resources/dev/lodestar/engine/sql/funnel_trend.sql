-- The trend of a funnel: #title#.
--
-- One row per #period_comment#.
-- users_1 to users_#last_step# count those who come to the steps 1 to #last_step#: where one chain of so many of their events meets
-- them, #order#; an event serves one step. Step 1 lies in the range, the
-- others before the data end. overall_conversion is that from step 1 to the last, null where its base is 0; ci_low and
-- ci_high are Wilson's interval of it. in_progress counts those short of the last step whose window is open where the
-- data end. removed_users and without_period are alike in all rows: those whom an exclusion took out, and those without
-- a profile where periods are those of signup; they are in no other figure.
--
#users_in_funnel#-- The users with the day that decides on their period.
dated as (
    select
        s.*,
        #entry_day# as calendar_day
    from passages as s
    cross join params as p#entry_join#
),

in_periods as (
    select
        d.*,
        #period_start# as period_start
    from dated as d
    cross join params as p
),

trend_days as (
#trend_days#
),

calendar_days as (
    select @add_days(t.first_day, day_number) as calendar_day
    from trend_days as t
    @series(day_number, @days_between(t.first_day, t.day_after_last))
),

calendar as (
    select #period_start# as period_start
    from calendar_days as d
    cross join params as p
),

-- All periods from the first to the last, with the start of the next.
periods as (
    select
        n.period_start,
        #next_period# as next_start
    from (
        select distinct c.period_start
        from calendar as c
    ) as n
),

removals as (
    select #removals#
),

strays as (
    select count(*) as without_period
    from dated as d
    where d.calendar_day is null
),

counts as (
    select
        n.period_start,
        n.next_start,
#step_counts#
        @count_if(u.in_progress) as in_progress
    from periods as n
    left join in_periods as u on u.period_start = n.period_start
    group by n.period_start, n.next_start
),

rates as (
    select
        c.*,
        @ratio(c.users_#last_step#, c.users_1) as conversion_rate,
        p.z * p.z / nullif(c.users_1, 0) as z2_per_user
    from counts as c
    cross join params as p
),

-- Wilson (1927), with z² / n as z2_per_user.
intervals as (
    select
        r.*,
        (r.conversion_rate + r.z2_per_user / 2) / (1 + r.z2_per_user) as centre,
        sqrt(r.z2_per_user * (r.conversion_rate * (1 - r.conversion_rate) + r.z2_per_user / 4)) / (1 + r.z2_per_user)
            as half_width
    from rates as r
)

select
    r.period_start,
    #is_partial# as partial,
#shown_counts#
    r.conversion_rate as overall_conversion,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    r.in_progress,
    x.removed_users,
    y.without_period,
    case when r.users_1 = 0 then 'empty_base' end as reason
from intervals as r
cross join bounds as b
cross join removals as x
cross join strays as y
order by r.period_start@settings();
