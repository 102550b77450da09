-- Users active on exactly the N-th day after signup, and on it or later, of those whose day N is over.
with n as (
    select i, day
    from (values (0, 1), (1, 7), (2, 14), (3, 30), (4, 60), (5, 90)) as v (i, day)
),

ages as materialized (
    select d.user_id, d.day - u.signup::date as age
    from (
        select distinct user_id, happened::date as day
        from events
        where type not in ('signup', 'invoice_paid', 'plan_cancelled')
    ) as d
    inner join users as u on u.user_id = d.user_id
)

select 'eligible' as name, n.i as k, count(*) as n
from users as u
inner join n on u.signup::date + n.day < date '${to}'
group by all
union all
select 'retained', n.i, count(*)
from ages as a
inner join n on n.day = a.age
group by all
union all
select 'on_or_after', n.i, count(*)
from (select max(age) as last_age from ages group by user_id) as a
inner join n on a.last_age >= n.day
group by all
