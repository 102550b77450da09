-- Funnel: #title#.
--
-- One row per step, and per group where there are groups. A user counts at the steps 1 to k where one chain of k of
-- their events meets them, #order#; an event serves one step. Step 1 lies in the range, the
-- others before the data end. Rates are null where their base is 0; ci_low and ci_high are Wilson's interval of
-- conversion_from_previous, overall_ci_low and overall_ci_high that of overall_conversion. in_progress counts those at
-- the step before, not at this one, whose window is open where the data end. removed_users, alike in all rows, counts
-- those whom an exclusion took out; they are in no other figure.
--
-- Times are those of one chain a user, in seconds: #chain_comment#
--
#users_in_funnel##groups#-- How long users took to each step that they reached, in milliseconds.
times as (
#times#
),

-- Their places, from 0.
ranked as (
    select
        t.*,
#places#
        count(*) over (partition by t.group_value, t.step_number) as places
    from times as t
),

-- A quantile lies between the two times that are nearest to it in rank: each weighs the more the nearer it is, 1 in all;
-- here twice as much for the median and ten times for the 90th percentile, so that whole numbers do.
weighed as (
    select
        r.*,
#weights#
    from ranked as r
),

durations as (
    select
        w.group_value,
        w.step_number,
#durations#
    from weighed as w
    group by w.group_value, w.step_number
),

removals as (
    select #removals#
),

-- All steps of all groups, zeros included.
counts as (
    select
        g.group_value,
        n.step_number,
        n.label,
        @count_if(u.steps_reached >= n.step_number) as users,
        @count_if(u.in_progress and u.steps_reached = n.step_number - 1) as in_progress
    from shown_groups as g
    cross join steps as n
    left join grouped as u on u.group_value = g.group_value
    group by g.group_value, n.step_number, n.label
),

bases as (
    select
        c.*,
        lag(@nullable(c.users)) over (partition by c.group_value order by c.step_number) as users_before,
        max(c.users) over (partition by c.group_value) as users_at_first
    from counts as c
),

rates as (
    select
        b.*,
        @ratio(b.users, b.users_before) as conversion_rate,
        @ratio(b.users, b.users_at_first) as overall_rate,
        p.z * p.z / nullif(b.users_before, 0) as z2_per_user,
        p.z * p.z / nullif(b.users_at_first, 0) as z2_per_first
    from bases as b
    cross join params as p
),

-- Wilson (1927), with z² / n as z2_per_user and z2_per_first.
intervals as (
    select
        r.*,
        (r.conversion_rate + r.z2_per_user / 2) / (1 + r.z2_per_user) as centre,
        sqrt(r.z2_per_user * (r.conversion_rate * (1 - r.conversion_rate) + r.z2_per_user / 4)) / (1 + r.z2_per_user)
            as half_width,
        (r.overall_rate + r.z2_per_first / 2) / (1 + r.z2_per_first) as overall_centre,
        sqrt(r.z2_per_first * (r.overall_rate * (1 - r.overall_rate) + r.z2_per_first / 4)) / (1 + r.z2_per_first)
            as overall_half_width
    from rates as r
)

select
    #shown_group# as group_value,
    r.step_number,
    r.label,
    r.users,
    r.conversion_rate as conversion_from_previous,
    r.overall_rate as overall_conversion,
    1 - r.conversion_rate as drop_off_rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    r.overall_centre - least(r.overall_half_width, r.overall_centre) as overall_ci_low,
    r.overall_centre + least(r.overall_half_width, 1 - r.overall_centre) as overall_ci_high,
    r.in_progress,
#shown_times#    x.removed_users,
    case when (r.step_number = 1 and r.users = 0) or r.users_before = 0 then 'empty_base' end as reason
from intervals as r
cross join removals as x
left join durations as d on d.group_value = r.group_value and d.step_number = r.step_number
order by @bytewise(r.group_value), r.step_number@settings();
