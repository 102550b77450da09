-- Users, and their active events, by number of active days among the last 28.
with active as (
    select user_id, count(*) as active_days, sum(n) as events
    from (
        select user_id, happened::date as day, count(*) as n
        from events
        where type not in ('signup', 'invoice_paid', 'plan_cancelled')
            and happened >= timestamp '${to}' - interval 28 day
            and happened < timestamp '${to}'
        group by all
    )
    group by user_id
),

histogram as materialized (
    select active_days, count(*) as users, sum(events)::bigint as events
    from active
    group by all
)

select 'users' as name, active_days as k, users as n
from histogram
union all
select 'events', active_days, events
from histogram
