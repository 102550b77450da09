-- Users who come to each of five steps, in order and within 14 days of the first, by segment. For each event: the latest start of a chain of
-- every length that ends at or before it, so that one pass is exact from whichever start.
with steps as (
    select
        user_id,
        happened,
        case type
            when 'page_created' then 1
            when 'content_edited' then 2
            when 'page_viewed' then 3
            when 'search_performed' then 4
            else 5
        end as step
    from events
    where type in ('page_created', 'content_edited', 'page_viewed', 'search_performed', 'workspace_shared')
        and happened < timestamp '${to}'
),

length_1 as (
    select *, max(case when step = 1 then happened end) over so_far as s1
    from steps
    window so_far as (partition by user_id order by happened, step rows unbounded preceding)
),

length_2 as (
    select *, max(case when step = 2 and s1 >= happened - interval 14 day then s1 end) over so_far as s2
    from length_1
    window so_far as (partition by user_id order by happened, step rows unbounded preceding)
),

length_3 as (
    select *, max(case when step = 3 and s2 >= happened - interval 14 day then s2 end) over so_far as s3
    from length_2
    window so_far as (partition by user_id order by happened, step rows unbounded preceding)
),

length_4 as (
    select *, max(case when step = 4 and s3 >= happened - interval 14 day then s3 end) over so_far as s4
    from length_3
    window so_far as (partition by user_id order by happened, step rows unbounded preceding)
),

reached as (
    select
        user_id,
        max(case
            when step = 5 and s4 >= happened - interval 14 day then 5
            when s4 is not null then 4
            when s3 is not null then 3
            when s2 is not null then 2
            when s1 is not null then 1
            else 0
        end) as steps
    from length_4
    group by user_id
)

select u.segment as name, s.step - 1 as k, count(*) as n
from reached as r
inner join users as u on u.user_id = r.user_id
inner join range(1, 6) as s (step) on s.step <= r.steps
group by all
