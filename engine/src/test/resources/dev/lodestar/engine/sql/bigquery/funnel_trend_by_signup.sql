-- The trend of a funnel: 2 steps, in any order.
--
-- One row per month, by the day of signup, from the first that has users to the last, zeros
-- included.
-- users_1 to users_2 count those who come to the steps 1 to 2: where one chain of so many of their events meets
-- them, in any order and within the window, events of one
-- moment may be taken in the order that helps; an event serves one step. Step 1 lies in the range, the
-- others before the data end. overall_conversion is that from step 1 to the last, null where its base is 0; ci_low and
-- ci_high are Wilson's interval of it. in_progress counts those short of the last step whose window is open where the
-- data end. removed_users and without_period are alike in all rows: those whom an exclusion took out, and those without
-- a profile where periods are those of signup; they are in no other figure.
--
-- Reads analytics:
--   user_events (user_id, event_type, `timestamp`, properties)
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--
-- Layout: user_events and user_profiles clustered by user_id; all partitions are read.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range of step 1; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ['page_created'] as step_1_types,
        ['invoice_paid'] as step_2_types,
        ['invoice_paid', 'page_created'] as funnel_types, -- all of these
        1209600000 as window_millis, -- from the first event of a chain to its last, inclusive
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        ['enterprise'] as segments, -- users who count, by attribute; none: whatever they have
        cast([] as array<string>) as channels,
        ['(none)'] as plan_types,
        cast(1.959963984540054 as float64) as z, -- of the 95 % intervals
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types -- event types that are no activity
),

steps as (
    select 1 as step_number, 'page_created' as label
    union all
    select 2, 'paid'
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

range_days as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1) as to_day,
        coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1 as day_after_last
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
    cross join unnest(generate_array(0, 113 - 1)) as quarter
),

-- The first instants of days: clocks may show midnight twice, or never. Around each midnight, in every time zone:
-- quarters of an hour, 14 hours to either side.
midnights as (
    select
        d.calendar_day,
        timestamp_add(timestamp(d.calendar_day), interval 15 * (q.quarter - 56) minute) as instant
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
    where date(m.instant, p.time_zone) >= m.calendar_day
    group by m.calendar_day
),

limits as (
    select
        f.start_at as from_at,
        e.start_at as data_end_at,
        unix_millis(f.start_at) as from_ms,
        unix_millis(t.start_at) as to_ms,
        unix_millis(e.start_at) as data_end_ms
    from bounds as b
    inner join day_starts as f on f.calendar_day = b.from_day
    inner join day_starts as t on t.calendar_day = b.to_day
    inner join day_starts as e on e.calendar_day = b.data_to_day
),

-- The events of the users who count, and what they meet.
matched as (
    select
        e.user_id,
        unix_millis(e.`timestamp`) as happened_ms,
        case when e.event_type in unnest(p.step_1_types) then 1 else 0 end as meets_1,
        case when e.event_type in unnest(p.step_2_types)
            and if(json_type(json_query(e.properties, '$."amount"')) = 'number', cast(json_value(e.properties, '$."amount"') as numeric), null) >= numeric '12.5' then 1 else 0 end as meets_2
    from analytics.user_events as e
    cross join params as p
    cross join limits as l
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where e.`timestamp` < l.data_end_at
        and e.event_type in unnest(p.funnel_types)
        and coalesce(nullif(u.plan_type, ''), '(none)') in unnest(p.plan_types)
        and coalesce(nullif(u.segment, ''), '(none)') in unnest(p.segments)
),

-- Those that meet a step or an exclusion, with their moments: when they happened.
events as (
    select
        m.*,
        m.happened_ms as moment
    from matched as m
    where m.meets_1 + m.meets_2 > 0
),

-- The moments in the range at which step 1 is met: each may start a chain.
units as (
    select
        s.*,
        case when s.meets_1 > 0 and s.moment >= l.from_ms and s.moment < l.to_ms then s.moment end as start_1
    from events as s
    cross join limits as l
),

-- One row for each moment of a user.
moments as (
    select
        s.user_id,
        s.moment,
        max(s.start_1) as start_1,
        max(case when s.start_1 is not null then s.moment end) as last_1,
        max(case when s.meets_2 > 0 then s.moment end) as last_2
    from units as s
    group by s.user_id, s.moment
),

-- When the steps were last met, up to each moment.
seen as (
    select
        s.*,
        max(s.last_1)
            over (partition by s.user_id order by s.moment rows between unbounded preceding and current row) as seen_last_1,
        max(s.last_2)
            over (partition by s.user_id order by s.moment rows between unbounded preceding and current row) as seen_last_2
    from moments as s
),

-- How many of the first steps are there within the window that ends here.
lengths as (
    select
        s.*,
        case
            when s.seen_last_1 is null or s.seen_last_1 < s.opens_ms then 0
            when s.seen_last_2 is null or s.seen_last_2 < s.opens_ms then 1
            else 2
        end as steps_there
    from (
        select
            s.*,
            s.moment - p.window_millis as opens_ms
        from seen as s
        cross join params as p
    ) as s
),

-- How far each user comes: when the steps are first there, the latest moment from which on they are, and the last
-- step 1 then. All of these only grow from moment to moment, so that the least is the first.
reached as (
    select
        s.user_id,
        max(s.start_1) as latest_start,
        max(s.steps_there) as steps_reached,
        min(case when s.steps_there >= 1 then s.moment end) as first_1,
        min(case when s.steps_there >= 1 then s.seen_last_1 end) as since_1,
        min(case when s.steps_there >= 1 then s.seen_last_1 end) as started_1,
        min(case when s.steps_there >= 2 then s.moment end) as first_2,
        min(case when s.steps_there >= 2 then least(s.seen_last_1, s.seen_last_2) end) as since_2,
        min(case when s.steps_there >= 2 then s.seen_last_1 end) as started_2
    from lengths as s
    group by s.user_id
    having max(s.steps_there) > 0
),

measured as (
    select
        r.user_id,
        r.steps_reached,
        r.latest_start,
        coalesce(r.started_2, r.started_1) as started_ms,
        r.first_2 - r.since_2 as first_ms_2
    from reached as r
),

-- The users who are in the funnel.
passages as (
    select
        m.*,
        m.steps_reached < 2 and m.latest_start + p.window_millis >= l.data_end_ms as in_progress
    from measured as m
    cross join params as p
    cross join limits as l
),

-- The users with the day that decides on their period.
dated as (
    select
        s.*,
        date(u.signup_date, p.time_zone) as calendar_day
    from passages as s
    cross join params as p
    left join analytics.user_profiles as u on u.user_id = s.user_id
),

in_periods as (
    select
        d.*,
        date_trunc(d.calendar_day, month) as period_start
    from dated as d
    cross join params as p
),

trend_days as (
    select
        min(d.calendar_day) as first_day,
        max(d.calendar_day) + 1 as day_after_last
    from dated as d
),

calendar_days as (
    select t.first_day + day_number as calendar_day
    from trend_days as t
    cross join unnest(generate_array(0, date_diff(t.day_after_last, t.first_day, day) - 1)) as day_number
),

calendar as (
    select date_trunc(d.calendar_day, month) as period_start
    from calendar_days as d
    cross join params as p
),

-- All periods from the first to the last, with the start of the next.
periods as (
    select
        n.period_start,
        date_trunc(n.period_start + 31, month) as next_start
    from (
        select distinct c.period_start
        from calendar as c
    ) as n
),

removals as (
    select 0 as removed_users from params
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
        countif(u.steps_reached >= 1) as users_1,
        countif(u.steps_reached >= 2) as users_2,
        countif(u.in_progress) as in_progress
    from periods as n
    left join in_periods as u on u.period_start = n.period_start
    group by n.period_start, n.next_start
),

rates as (
    select
        c.*,
        safe_divide(c.users_2, c.users_1) as conversion_rate,
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
    1 = 0 as partial,
    r.users_1,
    r.users_2,
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
order by r.period_start;
