-- Users active on each day and in the 7 and 30 days that end with it; users by number of active days.
-- A user-day counts in a window when it is the user's first in it, so the distance to the day before is all that is needed.
with days as materialized (
    select distinct user_id, happened::date as day
    from events
    where type not in ('signup', 'invoice_paid', 'plan_cancelled')
),

gaps as materialized (
    select day, least(coalesce(gap, 30), 30) as gap, count(*) as n
    from (select day, day - lag(day) over (partition by user_id order by day) as gap from days)
    group by all
),

calendar as (
    select (date '${from}' + i::integer) as day, i
    from range(date '${to}' - date '${from}') as r (i)
)

select 'dau' as name, day - date '${from}' as k, sum(n)::bigint as n
from gaps
group by all
union all
select 'wau', c.i, sum(g.n)::bigint
from calendar as c
inner join gaps as g on g.day between c.day - 6 and c.day and g.gap > 6 - (c.day - g.day)
group by all
union all
select 'mau', c.i, sum(g.n)::bigint
from calendar as c
inner join gaps as g on g.day between c.day - 29 and c.day and g.gap > 29 - (c.day - g.day)
group by all
union all
select 'active_days', active_days, count(*)
from (select count(*) as active_days from days group by user_id)
group by all
