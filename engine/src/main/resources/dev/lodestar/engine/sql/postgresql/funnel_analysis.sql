-- The seven-stage growth funnel: from awareness to monetization.
--
-- One row per stage; with a breakdown, one per stage and value of the attribute. Stages are nested: a user counts
-- at a stage only where all the stages from signup on are fulfilled, in whatever order. Awareness counts visitors,
-- all others users with a profile who signed up within the range. Only events at or after the user's signup and
-- before the end of the range count. Rates are null where their base is 0 or not known; ci_low and ci_high are
-- Wilson's interval of conversion_from_previous. in_progress counts those who stand at the stage before and whose
-- time to get further is not over at the end of the range. The stages after signup are null where the data hold no
-- activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--   acquisition_daily (date, channel, visitors)
--
-- Indexes: B-tree user_events ("timestamp") finds where the data end; the events are read by a sequential scan.

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days and weeks
        ${from_day} as from_day, -- first day of the range; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ${segment} as segment, -- this segment only, '(none)' for users without one; null: everybody
        ${breakdown} as breakdown, -- 'segment', 'channel' or 'plan_type'; null: everybody together
        ${passive_types} as passive_types, -- event types that are no activity
        ${first_weekday} as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        ${activation_type} as activation_type,
        ${activation_hours} as activation_hours, -- from signup, inclusive
        ${engagement_days} as engagement_days, -- distinct active days
        ${engagement_within_days} as engagement_within_days, -- among so many first days, signup's included
        ${habit_weeks} as habit_weeks, -- consecutive active weeks
        ${collaboration_types} as collaboration_types,
        ${monetization_types} as monetization_types,
        ${free_plans} as free_plans, -- any other plan_type is paid, an empty one is not
        ${horizon_days} as horizon_days, -- of 24 hours from signup: time to reach stages 3 to 7
        cast(1.959963984540054 as double precision) as z -- of the 95 % intervals
),

data_extent as (
    select
        cast(least(events.first_at, signups.first_at) at time zone p.time_zone as date) as first_day,
        cast(events.last_at at time zone p.time_zone as date) as last_day,
        cast(now() at time zone p.time_zone as date) as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at from analytics.user_profiles) as signups
),

range_days as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, least(x.last_day, x.today) + 1) as to_day
    from params as p
    cross join data_extent as x
),

-- The half-open range [from_day, to_day), and the first instant of the day after it: clocks may show midnight twice, or
-- never.
bounds as (
    select
        r.from_day,
        r.to_day,
        exists (
            select 1
            from analytics.user_events as e
            where e.event_type <> all (p.passive_types)
        ) as has_activity,
        (
            select min(m.moment)
            from (select cast(r.to_day as timestamp) at time zone p.time_zone as at_clock) as midnight
            cross join generate_series(
                midnight.at_clock - interval '3 hours',
                midnight.at_clock,
                interval '15 minutes'
            ) as m (moment)
            where cast(m.moment at time zone p.time_zone as date) >= r.to_day
        ) as to_at
    from params as p
    cross join range_days as r
),

stages as (
    select
        s.stage,
        s.stage_number,
        p.horizon_days[s.stage_number - 2] as horizon_days
    from params as p
    cross join (
        values
            ('awareness', 1),
            ('signup', 2),
            ('activation', 3),
            ('engagement', 4),
            ('habit_formation', 5),
            ('collaboration', 6),
            ('monetization', 7)
    ) as s (stage, stage_number)
),

profiles as (
    select
        u.user_id,
        u.signup_date as signup_at,
        cast(u.signup_date at time zone p.time_zone as date) as signup_day,
        case p.breakdown
            when 'segment' then coalesce(nullif(u.segment, ''), '(none)')
            when 'channel' then coalesce(nullif(u.channel, ''), '(none)')
            when 'plan_type' then coalesce(nullif(u.plan_type, ''), '(none)')
        end as segment_value,
        coalesce(u.plan_type <> '' and u.plan_type <> all (p.free_plans), false) as has_paid_plan
    from analytics.user_profiles as u
    cross join params as p
    where p.segment is null or coalesce(nullif(u.segment, ''), '(none)') = p.segment
),

-- What each user did on each day from signup on.
user_days as (
    select
        e.user_id,
        d.event_day,
        d.event_day < d.signup_day + p.engagement_within_days as is_early,
        bool_or(e.event_type <> all (p.passive_types)) as is_active,
        bool_or(
            e.event_type = p.activation_type
            and e."timestamp" <= u.signup_date + make_interval(hours => p.activation_hours)
        ) as activates,
        bool_or(e.event_type = any (p.collaboration_types)) as collaborates,
        bool_or(e.event_type = any (p.monetization_types)) as pays
    from analytics.user_events as e
    inner join analytics.user_profiles as u on u.user_id = e.user_id
    cross join params as p
    cross join bounds as b
    cross join lateral (
        select
            cast(e."timestamp" at time zone p.time_zone as date) as event_day,
            cast(u.signup_date at time zone p.time_zone as date) as signup_day
    ) as d
    where e."timestamp" >= u.signup_date
        and d.event_day < b.to_day
    group by 1, 2, 3
),

-- Users with the consecutive active weeks that make a habit.
habits as (
    select distinct w.user_id
    from (
        select
            a.user_id,
            a.week_start,
            lag(a.week_start, p.habit_weeks - 1) over (partition by a.user_id order by a.week_start) as earlier_week
        from params as p
        cross join (
            select distinct
                d.user_id,
                d.event_day - (cast(extract(isodow from d.event_day) as integer) - q.first_weekday + 7) % 7
                    as week_start
            from user_days as d
            cross join params as q
            where d.is_active
        ) as a
    ) as w
    cross join params as p
    where w.week_start - w.earlier_week = 7 * (p.habit_weeks - 1)
),

behaviour as (
    select
        d.user_id,
        bool_or(d.activates) as activates,
        count(*) filter (where d.is_active and d.is_early) as early_active_days,
        bool_or(d.collaborates) as collaborates,
        bool_or(d.pays) as pays
    from user_days as d
    group by d.user_id
),

-- The furthest stage of each user: the last one before the first that is missed.
reached as (
    select
        f.user_id,
        f.signup_at,
        f.segment_value,
        case
            when not coalesce(v.activates, false) then 2
            when v.early_active_days < p.engagement_days then 3
            when h.user_id is null then 4
            when not v.collaborates then 5
            when not (v.pays or f.has_paid_plan) then 6
            else 7
        end as furthest_stage
    from profiles as f
    cross join params as p
    cross join bounds as b
    left join behaviour as v on v.user_id = f.user_id
    left join habits as h on h.user_id = f.user_id
    where f.signup_day >= b.from_day
        and f.signup_day < b.to_day
),

visitors as (
    select
        case when p.breakdown = 'channel' then a.channel end as segment_value,
        cast(sum(a.visitors) as bigint) as visitor_count
    from analytics.acquisition_daily as a
    cross join params as p
    cross join bounds as b
    where a."date" >= b.from_day
        and a."date" < b.to_day
        and p.segment is null
        and (p.breakdown is null or p.breakdown = 'channel')
    group by 1
),

-- The values of the breakdown; without one, a single null that stands for everybody.
segments as (
    select segment_value
    from profiles
    union
    select segment_value
    from visitors
    where segment_value is not null
    union
    select null
    from params
    where breakdown is null
),

-- All stages of all values, zeros included.
counts as (
    select
        g.segment_value,
        s.stage,
        s.stage_number,
        s.stage_number > 2 and not b.has_activity as is_unmeasured,
        case
            when s.stage = 'awareness' then max(v.visitor_count)
            when s.stage = 'signup' or b.has_activity
                then count(r.user_id) filter (where r.furthest_stage >= s.stage_number)
        end as users_at_stage,
        count(r.user_id) filter (
            where b.has_activity
                and r.furthest_stage = s.stage_number - 1
                and r.signup_at + make_interval(hours => 24 * s.horizon_days) > b.to_at
        ) as in_progress
    from segments as g
    cross join stages as s
    cross join bounds as b
    left join visitors as v on v.segment_value is not distinct from g.segment_value
    left join reached as r on r.segment_value is not distinct from g.segment_value
    group by g.segment_value, s.stage, s.stage_number, b.has_activity
),

steps as (
    select
        c.*,
        lag(c.users_at_stage) over stages_in_order as users_before,
        max(c.users_at_stage) filter (where c.stage = 'signup') over (partition by c.segment_value) as signups
    from counts as c
    window stages_in_order as (partition by c.segment_value order by c.stage_number)
),

-- There may be fewer visitors known than signups: no rate can be had then.
rates as (
    select
        s.*,
        case
            when s.users_before >= s.users_at_stage
                then cast(s.users_at_stage as double precision) / nullif(s.users_before, 0)
        end as conversion_rate,
        case
            when s.stage <> 'awareness' then cast(s.users_at_stage as double precision) / nullif(s.signups, 0)
        end as overall_rate,
        p.z * p.z / nullif(s.users_before, 0) as z2_per_user
    from steps as s
    cross join params as p
)

select
    r.stage,
    r.stage_number,
    r.users_at_stage,
    r.conversion_rate as conversion_from_previous,
    r.overall_rate as overall_conversion,
    1 - r.conversion_rate as drop_off_rate,
    w.centre - least(w.half_width, w.centre) as ci_low,
    w.centre + least(w.half_width, 1 - w.centre) as ci_high,
    r.in_progress,
    p.breakdown as segment_type,
    r.segment_value,
    case
        when r.is_unmeasured then 'no_activity_events'
        when r.stage = 'signup' and r.users_before < r.users_at_stage then 'fewer_visitors_than_signups'
        when r.stage <> 'awareness' and r.users_before = 0 then 'empty_base'
        when (r.stage = 'awareness' and r.users_at_stage is null) or (r.stage = 'signup' and r.users_before is null)
            then case
                when p.segment is null and coalesce(p.breakdown, 'channel') = 'channel' then 'no_visitors'
                else 'visitors_not_split'
            end
    end as reason
from rates as r
cross join params as p
-- Wilson (1927), with z² / n as z2_per_user.
cross join lateral (
    select
        (r.conversion_rate + r.z2_per_user / 2) / (1 + r.z2_per_user) as centre,
        sqrt(r.z2_per_user * (r.conversion_rate * (1 - r.conversion_rate) + r.z2_per_user / 4)) / (1 + r.z2_per_user)
            as half_width
) as w
order by r.segment_value collate "C", r.stage_number;
