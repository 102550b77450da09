-- Two sets of users against each other, told apart by behaviour, by week of signup: whether those of b stay better.
--
-- One row for each of the periods 1, 3 and 6 of the users' lives. Compared are the users of the mature cohorts, those
-- whose period 6 is over at the end of the range. A cohort is everybody with a profile who signed up in the period.
-- Periods are windows of window_days of 24 hours since signup. Who was lost before the first days of the
-- behaviour were over is on neither side.
-- Rates are those of all users of a side together; difference is b minus a, with Newcombe's interval (1998), the pooled
-- two-proportion test, two-sided, and Holm's adjustment (1979) over the rows. Who is on both sides counts on side a.
--
-- Alike in all rows: how many cohorts a side has, and the log-rank test (Mantel 1966) over the days from signup to the
-- last activity: who was not active in the last inactivity_days of the range is lost then, anybody else was seen last
-- then. Everything is null where a side has nobody, or there is no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "TIMESTAMP")
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: all micro-partitions of user_events are read; no clustering key helps.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and periods
        cast(null as date) as from_day, -- first day of the range of signups; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        168 as cohort_from_hour_1, -- cohort, behaviour 1: hours since signup, from
        1 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        30 as cohort_days_2, -- cohort, behaviour 2: the last days of the range, so many
        1 as cohort_at_least_2, -- cohort, behaviour 2: times at least
        array_construct('user_invited') as cohort_types_3, -- cohort, behaviour 3: event types
        0 as cohort_from_hour_3, -- cohort, behaviour 3: hours since signup, from
        168 as cohort_to_hour_3, -- cohort, behaviour 3: hours since signup, up to
        1 as cohort_at_least_3, -- cohort, behaviour 3: times at least
        array_construct('user_invited') as cohort_types_4, -- cohort, behaviour 4: event types
        0 as cohort_from_hour_4, -- cohort, behaviour 4: hours since signup, from
        168 as cohort_to_hour_4, -- cohort, behaviour 4: hours since signup, up to
        0 as cohort_at_most_4, -- cohort, behaviour 4: times at most
        array_construct() as segments, -- users who count, by attribute; none: whatever they have
        array_construct() as channels,
        array_construct() as plan_types,
        array_construct('mobile') as values_1, -- of device
        array_construct('invoice_paid', 'plan_cancelled', 'signup') as passive_types, -- event types that are no activity
        6 as mature_period, -- the period that is over for a mature cohort
        7 as window_days, -- of 24 hours, in a window of a life
        30 as inactivity_days,
        cast(1.959963984540054 as double) as z -- of the 95 % intervals
),

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
        coalesce(to_date(convert_timezone(p.time_zone, least_ignore_nulls(events.first_at, signups.first_at))), to_date(convert_timezone(p.time_zone, current_timestamp()))) as first_day,
        coalesce(to_date(convert_timezone(p.time_zone, coalesce(events.last_at, signups.last_at))), dateadd(day, -1, to_date(convert_timezone(p.time_zone, current_timestamp())))) as last_day,
        to_date(convert_timezone(p.time_zone, current_timestamp())) as today
    from params as p
    cross join (select min("TIMESTAMP") as first_at, max("TIMESTAMP") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- Whether the data hold any activity at all.
activity as (
    select count(*) > 0 as has_activity
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where not array_contains(to_variant(e.event_type), p.passive_types)
        limit 1
    ) as first_active_event
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, dateadd(day, 1, least_ignore_nulls(x.last_day, x.today))) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
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
        count_if(not array_contains(to_variant(e.event_type), p.passive_types)
            and e."TIMESTAMP" >= dateadd(hour, p.cohort_from_hour_1, u.signup_date)) as did_1,
        count_if(not array_contains(to_variant(e.event_type), p.passive_types)
            and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) >= dateadd(day, -p.cohort_days_2, n.to_day)) as did_2,
        count_if(array_contains(to_variant(e.event_type), p.cohort_types_3)
            and e."TIMESTAMP" >= dateadd(hour, p.cohort_from_hour_3, u.signup_date)
            and e."TIMESTAMP" < dateadd(hour, p.cohort_to_hour_3, u.signup_date)) as did_3,
        count_if(array_contains(to_variant(e.event_type), p.cohort_types_4)
            and e."TIMESTAMP" >= dateadd(hour, p.cohort_from_hour_4, u.signup_date)
            and e."TIMESTAMP" < dateadd(hour, p.cohort_to_hour_4, u.signup_date)) as did_4
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) < n.to_day
    group by e.user_id
),

-- The members of the cohort, of all users with a profile or an event.
cohort_members as (
    select
        k.user_id,
        case
            when coalesce(c.did_3, 0) >= p.cohort_at_least_3 then 'a'
            when coalesce(c.did_4, 0) <= p.cohort_at_most_4 then 'b'
        end as side
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
    where (
            coalesce(c.did_1, 0) >= p.cohort_at_least_1
            or coalesce(c.did_2, 0) >= p.cohort_at_least_2
        )
),

-- The days of the range and the day after it; and as many before as a quarter may have, as the period of the first
-- cohort may start before the range.
calendar_days as (
    select dateadd(day, -days_before, b.to_day) as calendar_day
    from bounds as b
    cross join lateral flatten(input => array_generate_range(0, datediff(day, b.from_day, b.to_day) + 93)) as series (seq, key, path, days_before, value, this)
),

-- Each of them with the period it lies in.
calendar as (
    select
        d.calendar_day,
        dateadd(day, -mod(dayofweekiso(d.calendar_day) - p.first_weekday + 7, 7), d.calendar_day) as period_start
    from calendar_days as d
    cross join params as p
),

-- The periods, numbered, each with the start of the next.
periods as (
    select
        n.period_start,
        n.period_number,
        dateadd(day, 7, n.period_start) as next_start
    from (
        select
            c.period_start,
            row_number() over (order by c.period_start) as period_number
        from calendar as c
        group by c.period_start
    ) as n
),

quarters_of_hours as (
    select quarter
    from params as p
    cross join lateral flatten(input => array_generate_range(0, 113)) as series (seq, key, path, quarter, value, this)
),

-- The first instants of periods and of the day after the range: clocks may show midnight twice, or never. Around each
-- midnight, in every time zone: quarters of an hour, 14 hours to either side.
moments as (
    select
        d.calendar_day,
        dateadd(minute, 15 * (q.quarter - 56), to_timestamp_tz(to_char(d.calendar_day, 'YYYY-MM-DD') || ' 00:00:00 +0000', 'YYYY-MM-DD HH24:MI:SS TZHTZM')) as moment
    from (
        select period_start as calendar_day
        from periods
        union all
        select next_start
        from periods
        union all
        select to_day
        from bounds
    ) as d
    cross join quarters_of_hours as q
),

day_starts as (
    select
        m.calendar_day,
        min(m.moment) as start_at
    from moments as m
    cross join params as p
    where to_date(convert_timezone(p.time_zone, m.moment)) >= m.calendar_day
    group by m.calendar_day
),

signups as (
    select
        u.user_id,
        u.signup_date as signup_at,
        c.calendar_day as signup_day,
        n.period_number as cohort_number,
        o.side
    from analytics.user_profiles as u
    cross join params as p
    cross join bounds as b
    inner join calendar as c on c.calendar_day = to_date(convert_timezone(p.time_zone, u.signup_date))
    inner join periods as n on n.period_start = c.period_start
    inner join cohort_members as o on o.user_id = u.user_id
    where c.calendar_day >= b.from_day
        and c.calendar_day < b.to_day
        and array_contains(to_variant(coalesce(nullif(cast(get(u.attributes, 'device') as varchar), ''), '(none)')), p.values_1)
),

mature_cohorts as (
    select o.period_number as cohort_number
    from periods as o
    cross join params as p
    cross join bounds as b
    inner join day_starts as l on l.calendar_day = o.next_start
    inner join day_starts as e on e.calendar_day = b.to_day
    where dateadd(hour, 24 * p.window_days * (p.mature_period + 1), l.start_at) <= e.start_at
        and b.has_activity
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
        to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) as active_on,
        max(case when e."TIMESTAMP" >= s.signup_at then 1 else 0 end) as is_after_signup
    from sides as s
    inner join analytics.user_events as e on e.user_id = s.user_id
    cross join params as p
    cross join bounds as b
    where not array_contains(to_variant(e.event_type), p.passive_types)
        and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) < b.to_day
    group by 1, 2, 3, 4
),

retained as (
    select
        r.period_number,
        count_if(r.side = 'a') as a_active,
        count_if(r.side = 'b') as b_active
    from (
        select distinct
            k.period_number,
            t.side,
            t.user_id
        from sides as t
        inner join analytics.user_events as e on e.user_id = t.user_id
        cross join params as p
        cross join bounds as b
        cross join compared_periods as k
        where not array_contains(to_variant(e.event_type), p.passive_types)
            and to_date(convert_timezone(p.time_zone, e."TIMESTAMP")) < b.to_day
            and e."TIMESTAMP" >= dateadd(hour, 24 * p.window_days * k.period_number, t.signup_at)
            and e."TIMESTAMP" < dateadd(hour, 24 * p.window_days * (k.period_number + 1), t.signup_at)
    ) as r
    group by r.period_number
),

counted as (
    select
        count(distinct case when s.side = 'a' then s.cohort_number end) as a_cohorts,
        count(distinct case when s.side = 'b' then s.cohort_number end) as b_cohorts,
        count_if(s.side = 'a') as a_users,
        count_if(s.side = 'b') as b_users
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

rates as (
    select
        k.period_number,
        z.a_cohorts,
        z.b_cohorts,
        z.a_size,
        z.b_size,
        case when z.a_size > 0 then coalesce(r.a_active, 0) end as a_active,
        case when z.b_size > 0 then coalesce(r.b_active, 0) end as b_active,
        cast(coalesce(r.a_active, 0) as double) / nullif(z.a_size, 0) as a_rate,
        cast(coalesce(r.b_active, 0) as double) / nullif(z.b_size, 0) as b_rate,
        cast(coalesce(r.a_active, 0) + coalesce(r.b_active, 0) as double) / nullif(z.a_size + z.b_size, 0) as pooled_rate,
        p.z * p.z / nullif(z.a_size, 0) as a_z2,
        p.z * p.z / nullif(z.b_size, 0) as b_z2
    from compared_periods as k
    cross join sizes as z
    cross join params as p
    left join retained as r on r.period_number = k.period_number
),

-- Wilson (1927) for either side, with z² / n as a_z2 and b_z2; and the statistic of the test, null where all or
-- none are active.
intervals as (
    select
        r.*,
        (r.a_rate + r.a_z2 / 2) / (1 + r.a_z2) as a_centre,
        sqrt(r.a_z2 * (r.a_rate * (1 - r.a_rate) + r.a_z2 / 4)) / (1 + r.a_z2) as a_half_width,
        (r.b_rate + r.b_z2 / 2) / (1 + r.b_z2) as b_centre,
        sqrt(r.b_z2 * (r.b_rate * (1 - r.b_rate) + r.b_z2 / 4)) / (1 + r.b_z2) as b_half_width,
        case
            when r.a_active + r.b_active > 0 and r.a_active + r.b_active < r.a_size + r.b_size
                then (r.b_rate - r.a_rate)
                    / sqrt(r.pooled_rate * (1 - r.pooled_rate) * (cast(1 as double) / nullif(r.a_size, 0) + cast(1 as double) / nullif(r.b_size, 0)))
        end as z_statistic
    from rates as r
),

-- Newcombe's interval is made of how far the two of Wilson reach.
reaches as (
    select
        i.*,
        i.a_rate - i.a_centre + least(i.a_half_width, i.a_centre) as a_below,
        i.a_centre - i.a_rate + least(i.a_half_width, 1 - i.a_centre) as a_above,
        i.b_rate - i.b_centre + least(i.b_half_width, i.b_centre) as b_below,
        i.b_centre - i.b_rate + least(i.b_half_width, 1 - i.b_centre) as b_above
    from intervals as i
),

-- How many days after signup a user was active last, and whether that was long ago: a user is lost then.
last_seen as (
    select
        t.side,
        datediff(day, t.signup_day, t.last_on) as days,
        case when t.last_on < dateadd(day, -p.inactivity_days, b.to_day) then 1 else 0 end as is_lost
    from (
        select
            s.side,
            s.signup_day,
            coalesce(max(a.active_on), s.signup_day) as last_on
        from sides as s
        left join active_days as a on a.user_id = s.user_id and a.is_after_signup = 1
        group by s.user_id, s.side, s.signup_day
    ) as t
    cross join bounds as b
    cross join params as p
),

leaving as (
    select
        l.days,
        count_if(l.side = 'a') as a_left,
        count_if(l.side = 'b') as b_left,
        count_if(l.side = 'a' and l.is_lost = 1) as a_lost,
        count_if(l.is_lost = 1) as lost
    from last_seen as l
    group by l.days
),

at_risk as (
    select
        l.a_lost,
        l.lost,
        sum(l.a_left) over (order by l.days desc rows between unbounded preceding and current row) as a_at_risk,
        sum(l.b_left) over (order by l.days desc rows between unbounded preceding and current row) as b_at_risk
    from leaving as l
),

-- How many more of side a are lost than if both sides were alike, and the variance of that.
log_rank as (
    select
        sum(r.a_lost - r.lost * cast(r.a_at_risk as double) / nullif(r.a_at_risk + r.b_at_risk, 0)) as excess,
        sum(
            case
                when r.a_at_risk + r.b_at_risk > 1
                    then r.lost
                        * cast(r.a_at_risk as double) / nullif(r.a_at_risk + r.b_at_risk, 0)
                        * cast(r.b_at_risk as double) / nullif(r.a_at_risk + r.b_at_risk, 0)
                        * cast(r.a_at_risk + r.b_at_risk - r.lost as double) / nullif(r.a_at_risk + r.b_at_risk - 1, 0)
            end
        ) as excess_variance
    from at_risk as r
),

-- All tests, by the size of a statistic that is standard normal; the log-rank test stands as period 0.
tests as (
    select
        0 as period_number,
        sqrt(case when l.excess_variance > 0 then l.excess * l.excess / l.excess_variance end) as size
    from log_rank as l
    union all
    select
        i.period_number,
        abs(i.z_statistic) as size
    from intervals as i
),

-- The probability of a statistic of at least that size on either side, by Hart (1968): a quotient of polynomials, exact to
-- fifteen decimals, and a continued fraction far out.
tails as (
    select
        t.period_number,
        t.size,
        case
            when t.size > 37 then 0
            when t.size > 7.07
                then 2 * exp(-t.size * t.size / 2) / 2.506628274631
                    / (t.size + 1 / (t.size + 2 / (t.size + 3 / (t.size + 4 / (t.size + 0.65)))))
            else 2 * exp(-t.size * t.size / 2)
                * ((((((0.0352624965998911 * t.size + 0.700383064443688) * t.size + 6.37396220353165) * t.size
                    + 33.912866078383) * t.size + 112.079291497871) * t.size + 221.213596169931) * t.size
                    + 220.206867912376)
                / (((((((0.0883883476483184 * t.size + 1.75566716318264) * t.size + 16.064177579207) * t.size
                    + 86.7807322029461) * t.size + 296.564248779674) * t.size + 637.333633378831) * t.size
                    + 793.826512519948) * t.size + 440.413735824752)
        end as p_value
    from tests as t
),

p_values as (
    select
        t.period_number,
        t.size,
        t.p_value,
        row_number() over (partition by case when t.period_number = 0 then 0 else 1 end order by coalesce(t.p_value, 1))
            as place
    from tails as t
),

-- Holm: the smallest of three is multiplied by 3, the next by 2; none is below the one before, or above 1.
adjusted as (
    select
        v.period_number,
        coalesce(v.p_value, 1) as p_value,
        max(least((4 - v.place) * coalesce(v.p_value, 1), 1))
            over (order by v.place rows between unbounded preceding and current row) as p_adjusted
    from p_values as v
    where v.period_number > 0
)

select
    r.period_number as "PERIOD",
    r.a_active,
    case when r.a_size > 0 then r.a_size end as a_size,
    r.a_rate,
    r.b_active,
    case when r.b_size > 0 then r.b_size end as b_size,
    r.b_rate,
    r.b_rate - r.a_rate as difference,
    r.b_rate - r.a_rate - sqrt(r.b_below * r.b_below + r.a_above * r.a_above) as ci_low,
    r.b_rate - r.a_rate + sqrt(r.b_above * r.b_above + r.a_below * r.a_below) as ci_high,
    r.z_statistic as z,
    case when r.a_size > 0 then a.p_value end as p_value,
    case when r.a_size > 0 then a.p_adjusted end as p_adjusted,
    r.a_cohorts,
    r.b_cohorts,
    l.size * l.size as log_rank_chi_square,
    l.p_value as log_rank_p_value,
    case
        when not b.has_activity then 'no_activity_events'
        when r.a_size = 0 then (
            select case when c.a_users + c.b_users = 0 then 'no_mature_cohorts' else 'empty_base' end
            from counted as c
        )
    end as reason
from reaches as r
inner join adjusted as a on a.period_number = r.period_number
cross join p_values as l
cross join bounds as b
where l.period_number = 0
order by r.period_number;
