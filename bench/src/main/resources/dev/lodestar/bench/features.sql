-- Who uses which feature, how much, and the lower median of milliseconds from signup to first use.
with per_type as materialized (
    select user_id, type, count(*) as uses, min(happened) as first_at
    from events
    where happened >= timestamp '${from}' and happened < timestamp '${to}'
    group by all
),

active as materialized (
    select distinct user_id
    from per_type
    where type not in ('signup', 'invoice_paid', 'plan_cancelled')
),

per_feature as materialized (
    select
        t.user_id,
        case t.type
            when 'page_created' then 0
            when 'content_edited' then 1
            when 'search_performed' then 2
            when 'page_viewed' then 3
            else 4
        end as feature,
        sum(t.uses) as uses,
        min(epoch_ms(t.first_at)) as first_ms,
        any_value(epoch_ms(u.signup)) as signup_ms
    from per_type as t
    semi join active as a on a.user_id = t.user_id
    inner join users as u on u.user_id = t.user_id
    where t.type in (
        'page_created', 'content_edited', 'search_performed', 'page_viewed', 'workspace_shared', 'user_invited',
        'collaborative_edit'
    )
    group by 1, 2
)

select 'active' as name, 0 as k, count(*) as n
from active
union all
select 'eligible', 0, count(*)
from active as a
semi join users as u on u.user_id = a.user_id
union all
select 'adopters', feature, count(*)
from per_feature
group by all
union all
select 'uses', feature, sum(uses)::bigint
from per_feature
group by all
union all
select 'median', feature, quantile_disc(first_ms - signup_ms, 0.5)
from per_feature
group by all
