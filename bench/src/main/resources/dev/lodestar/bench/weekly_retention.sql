-- Users active so many weeks after the week of their signup, by segment: size of the cohort first, then weeks 0, 1, 2 …
with weeks as (
    select distinct user_id, date_trunc('week', happened)::date as active_week
    from events
    where type not in ('signup', 'invoice_paid', 'plan_cancelled')
),

cohorts as materialized (
    select user_id, segment, date_trunc('week', signup)::date as cohort
    from users
)

select segment || '|' || ((cohort - date_trunc('week', date '${from}')::date) // 7) as name, 0 as k, count(*) as n
from cohorts
group by all
union all
select
    c.segment || '|' || ((c.cohort - date_trunc('week', date '${from}')::date) // 7),
    1 + (w.active_week - c.cohort) // 7,
    count(*)
from weeks as w
inner join cohorts as c on c.user_id = w.user_id
where w.active_week >= c.cohort
group by all
