-- Users active so many months after the month of their signup: size of the cohort first, then months 0, 1, 2 …
with months as (
    select distinct user_id, year(happened) * 12 + month(happened) as active_month
    from events
    where type not in ('signup', 'invoice_paid', 'plan_cancelled')
),

cohorts as materialized (
    select user_id, year(signup) * 12 + month(signup) as cohort
    from users
)

select (cohort - (year(date '${from}') * 12 + month(date '${from}')))::varchar as name, 0 as k, count(*) as n
from cohorts
group by all
union all
select (c.cohort - (year(date '${from}') * 12 + month(date '${from}')))::varchar, 1 + m.active_month - c.cohort, count(*)
from months as m
inner join cohorts as c on c.user_id = m.user_id
where m.active_month >= c.cohort
group by all
