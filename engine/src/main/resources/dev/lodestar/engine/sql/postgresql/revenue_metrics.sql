-- Revenue by signup cohort: who pays, how much, and what a user has been worth so far.
--
-- One row per cohort, a signup period with at least one user. Revenue is the sum of the amounts of the invoices of
-- the cohort's users from the start of its period to the end of the range; an earlier invoice has no age and counts
-- nowhere. A payer is a user who paid anything. arpu is taken over all users of the cohort, arppu over its payers;
-- ltv_to_date is the revenue per user of the cohort so far. Everything but cohort and size is null where the data
-- hold no invoice at all: an estimate from plan prices is an assumption, not a measurement, and is not made here.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties)
--   user_profiles (user_id, signup_date, segment)
--
-- Indexes: B-tree user_events (event_type) finds the invoices, user_events ("timestamp") where the data end.

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days and periods
        ${from_day} as from_day, -- first day of the range; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ${segment} as segment, -- this segment only, '(none)' for users without one; null: everybody
        ${cohort_period} as cohort_period, -- 'day', 'week', 'month' or 'quarter'
        ${first_weekday} as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        ${revenue_type} as revenue_type, -- the event that carries revenue
        ${amount_property} as amount_property -- and its property that says how much
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

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, least(x.last_day, x.today) + 1) as to_day,
        exists (
            select 1
            from analytics.user_events as e
            where e.event_type = p.revenue_type
        ) as has_invoices
    from params as p
    cross join data_extent as x
),

-- Materialized, so that the events are read once and not user by user.
invoices as materialized (
    select
        e.user_id,
        cast(e."timestamp" at time zone p.time_zone as date) as paid_on,
        case
            when jsonb_typeof(e.properties -> p.amount_property) = 'number'
                then cast(e.properties ->> p.amount_property as numeric)
        end as amount
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    where e.event_type = p.revenue_type
        and cast(e."timestamp" at time zone p.time_zone as date) < b.to_day
),

signups as (
    select
        u.user_id,
        case p.cohort_period
            when 'week'
                then d.signup_day - (cast(extract(isodow from d.signup_day) as integer) - p.first_weekday + 7) % 7
            else cast(date_trunc(p.cohort_period, cast(d.signup_day as timestamp)) as date)
        end as cohort
    from analytics.user_profiles as u
    cross join params as p
    cross join bounds as b
    cross join lateral (select cast(u.signup_date at time zone p.time_zone as date) as signup_day) as d
    where d.signup_day >= b.from_day
        and d.signup_day < b.to_day
        and (p.segment is null or coalesce(nullif(u.segment, ''), '(none)') = p.segment)
),

-- What each user has paid from the start of the cohort's own period on.
users_paid as (
    select
        s.user_id,
        s.cohort,
        coalesce(sum(i.amount), 0) as amount
    from signups as s
    left join invoices as i on i.user_id = s.user_id and i.paid_on >= s.cohort
    group by s.user_id, s.cohort
),

cohorts as (
    select
        u.cohort,
        b.has_invoices,
        count(*) as cohort_size,
        case when b.has_invoices then count(*) filter (where u.amount > 0) end as paying_users,
        case when b.has_invoices then sum(u.amount) end as revenue
    from users_paid as u
    cross join bounds as b
    group by u.cohort, b.has_invoices
)

select
    cohort,
    cohort_size,
    paying_users,
    cast(paying_users as double precision) / cohort_size as conversion_rate,
    revenue,
    cast(revenue as double precision) / cohort_size as arpu,
    cast(revenue as double precision) / nullif(paying_users, 0) as arppu,
    cast(revenue as double precision) / cohort_size as ltv_to_date,
    case when not has_invoices then 'no_invoices' end as reason
from cohorts
order by cohort;
