-- Two sets of users against each other, told apart by cohort, by week of signup: whether those of b stay better.
--
-- One row for each of the periods 1, 3 and 6 of the users' lives. Compared are the users of the mature cohorts, those
-- whose period 6 is over at the end of the range. A cohort is everybody with a profile who signed up in the period.
-- Periods are those of the calendar, counted from the cohort's own.
-- Rates are those of all users of a side together; difference is b minus a, with Newcombe's interval (1998), the pooled
-- two-proportion test, two-sided, and Holm's adjustment (1979) over the rows. Who is on both sides counts on side a.
--
-- Alike in all rows: how many cohorts a side has, and the log-rank test (Mantel 1966) over the days from signup to the
-- last activity: who was not active in the last inactivity_days of the range is lost then, anybody else was seen last
-- then. Everything is null where a side has nobody, or there is no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: user_events and user_profiles bucketed by user_id alike: they join without an exchange.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and periods
        cast(null as date) as from_day, -- first day of the range of signups; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        cast(array[] as array(varchar)) as segments, -- users who count, by attribute; none: whatever they have
        cast(array[] as array(varchar)) as channels,
        cast(array[] as array(varchar)) as plan_types,
        array['mobile'] as values_1, -- of device
        array['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        6 as mature_period, -- the period that is over for a mature cohort
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
        coalesce(cast(at_timezone(coalesce(least(events.first_at, signups.first_at), events.first_at, signups.first_at), p.time_zone) as date), cast(at_timezone(now(), p.time_zone) as date)) as first_day,
        coalesce(cast(at_timezone(coalesce(events.last_at, signups.last_at), p.time_zone) as date), date_add('day', -1, cast(at_timezone(now(), p.time_zone) as date))) as last_day,
        cast(at_timezone(now(), p.time_zone) as date) as today
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
        where not contains(p.passive_types, e.event_type)
        limit 1
    ) as first_active_event
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, date_add('day', 1, coalesce(least(x.last_day, x.today), x.last_day, x.today))) as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
),

-- The days of the range and the day after it; and as many before as a quarter may have, as the period of the first
-- cohort may start before the range.
calendar_days as (
    select date_add('day', -days_before, b.to_day) as calendar_day
    from bounds as b
    cross join unnest(if(date_diff('day', b.from_day, b.to_day) + 93 > 0, sequence(0, date_diff('day', b.from_day, b.to_day) + 93 - 1))) as series (days_before)
),

-- Each of them with the period it lies in.
calendar as (
    select
        d.calendar_day,
        date_add('day', -mod(day_of_week(d.calendar_day) - p.first_weekday + 7, 7), d.calendar_day) as period_start
    from calendar_days as d
    cross join params as p
),

-- The periods, numbered, each with the start of the next.
periods as (
    select
        n.period_start,
        n.period_number,
        date_add('day', 7, n.period_start) as next_start
    from (
        select
            c.period_start,
            row_number() over (order by c.period_start) as period_number
        from calendar as c
        group by c.period_start
    ) as n
),

signups as (
    select
        u.user_id,
        u.signup_date as signup_at,
        c.calendar_day as signup_day,
        n.period_number as cohort_number,
        case
            when c.period_start in (date '2025-03-03', date '2025-03-10') then 'a'
            when c.period_start in (date '2025-03-17') then 'b'
        end as side
    from analytics.user_profiles as u
    cross join params as p
    cross join bounds as b
    inner join calendar as c on c.calendar_day = cast(at_timezone(u.signup_date, p.time_zone) as date)
    inner join periods as n on n.period_start = c.period_start
    where c.calendar_day >= b.from_day
        and c.calendar_day < b.to_day
        and contains(p.values_1, coalesce(nullif(json_extract_scalar(u.attributes, '$["device"]'), ''), '(none)'))
),

mature_cohorts as (
    select o.period_number as cohort_number
    from periods as o
    cross join params as p
    cross join bounds as b
    inner join periods as n on n.period_number = o.period_number + p.mature_period
    where n.next_start <= b.to_day
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
        cast(at_timezone(e."timestamp", p.time_zone) as date) as active_on,
        max(case when e."timestamp" >= s.signup_at then 1 else 0 end) as is_after_signup
    from sides as s
    inner join analytics.user_events as e on e.user_id = s.user_id
    cross join params as p
    cross join bounds as b
    where not contains(p.passive_types, e.event_type)
        and cast(at_timezone(e."timestamp", p.time_zone) as date) < b.to_day
    group by 1, 2, 3, 4
),

retained as (
    select
        r.period_number,
        count(*) filter (where r.side = 'a') as a_active,
        count(*) filter (where r.side = 'b') as b_active
    from (
        select distinct
            k.period_number,
            t.side,
            t.user_id
        from active_days as t
        inner join calendar as c on c.calendar_day = t.active_on
        inner join periods as n on n.period_start = c.period_start
        cross join compared_periods as k
        where n.period_number = t.cohort_number + k.period_number
    ) as r
    group by r.period_number
),

counted as (
    select
        count(distinct case when s.side = 'a' then s.cohort_number end) as a_cohorts,
        count(distinct case when s.side = 'b' then s.cohort_number end) as b_cohorts,
        count(*) filter (where s.side = 'a') as a_users,
        count(*) filter (where s.side = 'b') as b_users
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
        date_diff('day', t.signup_day, t.last_on) as days,
        case when t.last_on < date_add('day', -p.inactivity_days, b.to_day) then 1 else 0 end as is_lost
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
        count(*) filter (where l.side = 'a') as a_left,
        count(*) filter (where l.side = 'b') as b_left,
        count(*) filter (where l.side = 'a' and l.is_lost = 1) as a_lost,
        count(*) filter (where l.is_lost = 1) as lost
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
    r.period_number as "period",
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
