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
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: distkey (user_id) of both tables, and sortkey (event_type, "timestamp") of user_events.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and periods
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array('user_invited') as cohort_types_1, -- cohort, behaviour 1: event types
        0 as cohort_from_hour_1, -- cohort, behaviour 1: hours since signup, from
        168 as cohort_to_hour_1, -- cohort, behaviour 1: hours since signup, up to
        2 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        array('smb', '(none)') as segments, -- users who count, by attribute; none: whatever they have
        array() as channels,
        array() as plan_types,
        array('mobile') as values_1, -- of device
        array('invoice_paid', 'plan_cancelled', 'signup') as passive_types, -- event types that are no activity
        'month' as cohort_period, -- 'day', 'week', 'month' or 'quarter'
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        'invoice_paid' as revenue_type -- the event that carries revenue
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

-- Whether the data hold any invoice at all.
invoicing as (
    select count(*) > 0 as has_invoices
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where e.event_type = p.revenue_type
        limit 1
    ) as first_invoice
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, cast(dateadd(day, 1, least(x.last_day, x.today)) as date)) as to_day,
        i.has_invoices
    from params as p
    cross join data_extent as x
    cross join invoicing as i
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
        count(case when array_contains(p.cohort_types_1, e.event_type)
            and e."timestamp" >= dateadd(hour, p.cohort_from_hour_1, u.signup_date)
            and e."timestamp" < dateadd(hour, p.cohort_to_hour_1, u.signup_date) then 1 end) as did_1
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where cast(e."timestamp" at time zone p.time_zone as date) < n.to_day
    group by e.user_id
),

-- The members of the cohort, of all users with a profile or an event.
cohort_members as (
    select k.user_id
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
    where coalesce(c.did_1, 0) >= p.cohort_at_least_1
),

invoices as (
    select
        e.user_id,
        cast(e."timestamp" at time zone p.time_zone as date) as paid_on,
        case when json_typeof(e.properties."amount") = 'number' then cast(e.properties."amount" as decimal(38, 9)) end as amount
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    where e.event_type = p.revenue_type
        and cast(e."timestamp" at time zone p.time_zone as date) < b.to_day
),

signup_days as (
    select
        u.user_id,
        cast(u.signup_date at time zone p.time_zone as date) as signup_day
    from analytics.user_profiles as u
    cross join params as p
    inner join cohort_members as o on o.user_id = u.user_id
    where array_contains(p.values_1, coalesce(nullif(cast(u.attributes."device" as varchar), ''), '(none)'))
        and array_contains(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
),

signups as (
    select
        d.user_id,
        case p.cohort_period
            when 'day' then d.signup_day
            when 'week' then cast(dateadd(day, -mod(mod(cast(extract(dow from d.signup_day) as integer) + 6, 7) + 1 - p.first_weekday + 7, 7), d.signup_day) as date)
            when 'month' then cast(date_trunc('month', d.signup_day) as date)
            when 'quarter' then cast(date_trunc('quarter', d.signup_day) as date)
        end as cohort
    from signup_days as d
    cross join params as p
    cross join bounds as b
    where d.signup_day >= b.from_day
        and d.signup_day < b.to_day
),

-- What each user has paid from the start of the cohort's own period on.
users_paid as (
    select
        s.user_id,
        s.cohort,
        coalesce(sum(case when i.paid_on >= s.cohort then i.amount end), 0) as amount
    from signups as s
    left join invoices as i on i.user_id = s.user_id
    group by s.user_id, s.cohort
),

cohorts as (
    select
        u.cohort,
        b.has_invoices,
        count(*) as cohort_size,
        case when b.has_invoices then count(case when u.amount > 0 then 1 end) end as paying_users,
        case when b.has_invoices then sum(u.amount) end as revenue
    from users_paid as u
    cross join bounds as b
    group by u.cohort, b.has_invoices
)

select
    cohort,
    cohort_size,
    paying_users,
    cast(paying_users as double precision) / nullif(cohort_size, 0) as conversion_rate,
    revenue,
    cast(revenue as double precision) / nullif(cohort_size, 0) as arpu,
    cast(revenue as double precision) / nullif(paying_users, 0) as arppu,
    cast(revenue as double precision) / nullif(cohort_size, 0) as ltv_to_date,
    case when not has_invoices then 'no_invoices' end as reason
from cohorts
order by cohort;
