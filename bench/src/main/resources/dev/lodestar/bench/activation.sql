-- How soon users are activated; the smallest milliseconds by which a half and nine tenths are, by Kaplan and Meier.
with times as materialized (
    select
        epoch_ms(f.first_at) - epoch_ms(u.signup) as ms,
        epoch_ms(timestamp '${to}') - epoch_ms(u.signup) as age
    from users as u
    left join (
        select user_id, min(happened) as first_at
        from events
        where type = 'page_created'
        group by user_id
    ) as f on f.user_id = u.user_id
),

at_each as (
    select
        coalesce(ms, age) as t,
        count(ms) as activated,
        count(*) as n
    from times
    group by all
),

at_risk as (
    select t, activated, sum(n) over (order by t desc) as at_risk
    from at_each
),

curve as materialized (
    select t, product(1 - activated / at_risk::double) over (order by t) as s
    from at_risk
    where activated > 0
),

days as (
    select i, day * 86400000::bigint as ms
    from (values (0, 1), (1, 7), (2, 14), (3, 30)) as v (i, day)
)

select
    'statuses' as name,
    case when ms is null then 3 when ms <= 3600000 then 0 when ms <= 86400000 then 1 else 2 end as k,
    count(*) as n
from times
group by all
union all
select 'eligible', d.i, count(*)
from times as t
inner join days as d on t.age >= d.ms
group by all
union all
select 'activated', d.i, count(*)
from times as t
inner join days as d on t.age >= d.ms and t.ms <= d.ms
group by all
union all
select 'quantile', 0, min(t)
from curve
where s <= 0.5 + 1e-12
having count(*) > 0
union all
select 'quantile', 1, min(t)
from curve
where s <= 0.1 + 1e-12
having count(*) > 0
