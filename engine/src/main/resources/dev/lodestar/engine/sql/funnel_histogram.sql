-- Time to convert in a funnel: #title#.
--
-- One row per step from the second on, duration and class of times, and per group where there are groups, zeros
-- included: how many users took so long to the step. A class reaches from above the bound of the one before up to
-- up_to_seconds, that included. duration tells since when: from_first is the time since step 1, from_previous that since
-- the step before. A user counts at the steps 1 to k where one chain of k of their events meets them, #order#;
-- an event serves one step. Step 1 lies in the range, the others before the data end.
--
-- Times are those of one chain a user: #chain_comment#
--
#users_in_funnel##groups#-- How long users took to each step that they reached, in milliseconds.
times as (
#times#
),

spans as (
#spans#
),

-- The classes, up to the one that holds the window.
classes as (
#classes#
),

class_counts as (
    select
        s.group_value,
        s.step_number,
        s.duration,
        c.up_to_seconds,
        count(*) as user_count
    from spans as s
    cross join classes as c
    where s.took_ms > c.above_ms
        and s.took_ms <= c.up_to_ms
    group by s.group_value, s.step_number, s.duration, c.up_to_seconds
),

durations as (
#kinds#
),

-- All classes of all steps.
cells as (
    select
        g.group_value,
        n.step_number,
        n.label,
        d.duration,
        c.up_to_seconds
    from shown_groups as g
    cross join steps as n
    cross join durations as d
    cross join classes as c
    where n.step_number > 1
)

select
    #shown_group# as group_value,
    r.step_number,
    r.label,
    r.duration,
    r.up_to_seconds,
    coalesce(k.user_count, 0) as users
from cells as r
left join class_counts as k
    on k.group_value = r.group_value
    and k.step_number = r.step_number
    and k.duration = r.duration
    and k.up_to_seconds = r.up_to_seconds
order by @bytewise(r.group_value), r.step_number, r.duration, r.up_to_seconds@settings();
