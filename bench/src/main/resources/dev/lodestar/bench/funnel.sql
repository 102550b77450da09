-- The stages of growth from signup to monetization by segment, and the users in progress towards each.
with days as materialized (
    select
        e.user_id,
        e.happened::date as day,
        bool_or(e.type not in ('signup', 'invoice_paid', 'plan_cancelled')) as active,
        bool_or(e.type = 'page_created' and e.happened <= u.signup + interval 336 hour) as activates,
        bool_or(e.type in ('workspace_shared', 'user_invited', 'collaborative_edit')) as collaborates,
        bool_or(e.type in ('upgraded_to_paid', 'invoice_paid')) as pays
    from events as e
    inner join users as u on u.user_id = e.user_id
    where e.happened >= u.signup
    group by all
),

habits as (
    select distinct user_id
    from (
        select user_id, week, lag(week, 2) over (partition by user_id order by week) as earlier
        from (select distinct user_id, date_trunc('week', day)::date as week from days where active)
    )
    where week - earlier = 14
),

behaviour as (
    select
        d.user_id,
        bool_or(d.activates) as activates,
        count(*) filter (where d.active and d.day < u.signup::date + 7) as early_days,
        bool_or(d.collaborates) as collaborates,
        bool_or(d.pays) as pays
    from days as d
    inner join users as u on u.user_id = d.user_id
    group by d.user_id
),

reached as materialized (
    select
        u.segment,
        u.signup,
        case
            when not coalesce(b.activates, false) then 1
            when b.early_days < 3 then 2
            when h.user_id is null then 3
            when not b.collaborates then 4
            when not (b.pays or u.paid) then 5
            else 6
        end as stages
    from users as u
    left join behaviour as b on b.user_id = u.user_id
    left join habits as h on h.user_id = u.user_id
    where u.signup < timestamp '${to}'
)

select r.segment as name, s.stage as k, count(*) as n
from reached as r
inner join range(6) as s (stage) on s.stage < r.stages
group by all
union all
select segment, 6 + stages, count(*)
from reached
where stages < 6
    and signup + to_days([14, 7, 42, 90, 180][stages]) > timestamp '${to}'
group by all
