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
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--   acquisition_daily (date, channel, visitors)
--
-- Layout: user_events and user_profiles bucketed by user_id alike: they join without an exchange.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days and weeks
        cast(null as date) as from_day, -- first day of the range; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        array['user_invited'] as cohort_types_1, -- cohort, behaviour 1: event types
        0 as cohort_from_hour_1, -- cohort, behaviour 1: hours since signup, from
        168 as cohort_to_hour_1, -- cohort, behaviour 1: hours since signup, up to
        2 as cohort_at_least_1, -- cohort, behaviour 1: times at least
        array['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast(array[] as array(varchar)) as channels,
        cast(array[] as array(varchar)) as plan_types,
        array['mobile'] as values_1, -- of device
        cast(null as varchar) as breakdown, -- 'segment', 'channel' or 'plan_type'; null: everybody together
        array['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        1 as first_weekday, -- 1: weeks start on Monday (ISO), 7: on Sunday
        'page_created' as activation_type,
        336 as activation_hours, -- from signup, inclusive
        3 as engagement_days, -- distinct active days
        7 as engagement_within_days, -- among so many first days, signup's included
        3 as habit_weeks, -- consecutive active weeks
        array['collaborative_edit', 'user_invited', 'workspace_shared'] as collaboration_types,
        array['invoice_paid', 'upgraded_to_paid'] as monetization_types,
        array['free'] as free_plans, -- any other plan_type is paid, an empty one is not
        -- Time to reach a stage, in days of 24 hours from signup.
        14 as activation_horizon_days,
        7 as engagement_horizon_days,
        42 as habit_horizon_days,
        90 as collaboration_horizon_days,
        180 as monetization_horizon_days,
        cast(1.959963984540054 as double) as z -- of the 95 % intervals
),

data_extent as (
    select
        coalesce(cast(at_timezone(coalesce(least(events.first_at, signups.first_at), events.first_at, signups.first_at), p.time_zone) as date), cast(at_timezone(now(), p.time_zone) as date)) as first_day,
        coalesce(cast(at_timezone(coalesce(events.last_at, signups.last_at), p.time_zone) as date), date_add('day', -1, cast(at_timezone(now(), p.time_zone) as date))) as last_day,
        cast(at_timezone(now(), p.time_zone) as date) as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- Whether the data hold any activity at all.
activity as (
    select count(*) > 0 as has_activity
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where not contains(p.passive_types, e.event_type)
        limit 1
    ) as first_active_event
),

range_days as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, date_add('day', 1, coalesce(least(x.last_day, x.today), x.last_day, x.today))) as to_day
    from params as p
    cross join data_extent as x
),

-- Around the first midnight after the range, in every time zone: quarters of an hour, 14 hours to either side.
moments as (
    select
        r.to_day,
        date_add('minute', 15 * (quarter - 56), with_timezone(cast(r.to_day as timestamp(3)), 'UTC')) as moment
    from range_days as r
    cross join unnest(if(113 > 0, sequence(0, 113 - 1))) as series (quarter)
),

-- The first instant after the range: clocks may show midnight twice, or never.
range_end as (
    select min(m.moment) as to_at
    from moments as m
    cross join params as p
    where cast(at_timezone(m.moment, p.time_zone) as date) >= m.to_day
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        r.from_day,
        r.to_day,
        y.has_activity,
        z.to_at
    from range_days as r
    cross join activity as y
    cross join range_end as z
),

-- The day at whose start the behaviour of the cohort ends: with the range, which never ends before it begins.
cohort_end as (
    select case when p.from_day > b.to_day then p.from_day else b.to_day end as to_day
    from bounds as b
    cross join params as p
),

-- How often each user did what the cohort asks for, in the time that it asks for.
cohort_counts as (
    select
        e.user_id,
        count(*) filter (where contains(p.cohort_types_1, e.event_type)
            and e."timestamp" >= date_add('hour', p.cohort_from_hour_1, u.signup_date)
            and e."timestamp" < date_add('hour', p.cohort_to_hour_1, u.signup_date)) as did_1
    from analytics.user_events as e
    cross join params as p
    cross join cohort_end as n
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where cast(at_timezone(e."timestamp", p.time_zone) as date) < n.to_day
    group by e.user_id
),

-- The members of the cohort, of all users with a profile or an event.
cohort_members as (
    select k.user_id
    from (
        select distinct a.user_id
        from (
            select user_id from analytics.user_profiles
            union all
            select user_id from analytics.user_events
        ) as a
    ) as k
    cross join params as p
    left join analytics.user_profiles as u on u.user_id = k.user_id
    left join cohort_counts as c on c.user_id = k.user_id
    where coalesce(c.did_1, 0) >= p.cohort_at_least_1
),

stages as (
    select 'awareness' as stage, 1 as stage_number, cast(null as integer) as horizon_days
    union all
    select 'signup', 2, cast(null as integer)
    union all
    select 'activation', 3, activation_horizon_days from params
    union all
    select 'engagement', 4, engagement_horizon_days from params
    union all
    select 'habit_formation', 5, habit_horizon_days from params
    union all
    select 'collaboration', 6, collaboration_horizon_days from params
    union all
    select 'monetization', 7, monetization_horizon_days from params
),

profiles as (
    select
        u.user_id,
        u.signup_date as signup_at,
        cast(at_timezone(u.signup_date, p.time_zone) as date) as signup_day,
        case p.breakdown
            when 'segment' then coalesce(nullif(u.segment, ''), '(none)')
            when 'channel' then coalesce(nullif(u.channel, ''), '(none)')
            when 'plan_type' then coalesce(nullif(u.plan_type, ''), '(none)')
            else ''
        end as segment_value,
        coalesce(u.plan_type <> '' and not contains(p.free_plans, u.plan_type), false) as has_paid_plan
    from analytics.user_profiles as u
    cross join params as p
    inner join cohort_members as o on o.user_id = u.user_id
    where contains(p.values_1, coalesce(nullif(json_extract_scalar(u.attributes, '$["device"]'), ''), '(none)'))
        and contains(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
),

-- What users did, from signup on.
user_events as (
    select
        e.user_id,
        e.event_type,
        cast(at_timezone(e."timestamp", p.time_zone) as date) as event_day,
        cast(at_timezone(u.signup_date, p.time_zone) as date) as signup_day,
        e."timestamp" <= date_add('hour', p.activation_hours, u.signup_date) as is_prompt
    from analytics.user_events as e
    inner join analytics.user_profiles as u on u.user_id = e.user_id
    cross join params as p
    where e."timestamp" >= u.signup_date
),

-- What each user did on each day.
user_days as (
    select
        e.user_id,
        e.event_day,
        e.event_day < date_add('day', p.engagement_within_days, e.signup_day) as is_early,
        bool_or(not contains(p.passive_types, e.event_type)) as is_active,
        bool_or(e.event_type = p.activation_type and e.is_prompt) as activates,
        bool_or(contains(p.collaboration_types, e.event_type)) as collaborates,
        bool_or(contains(p.monetization_types, e.event_type)) as pays
    from user_events as e
    cross join params as p
    cross join bounds as b
    where e.event_day < b.to_day
    group by 1, 2, 3
),

active_weeks as (
    select distinct
        d.user_id,
        date_add('day', -mod(day_of_week(d.event_day) - p.first_weekday + 7, 7), d.event_day) as week_start
    from user_days as d
    cross join params as p
    where d.is_active
),

-- Active weeks of a user in a row have the same first week when each goes back by as many weeks as came before it.
streaks as (
    select
        w.user_id,
        date_add('day', -7 * cast(row_number() over (partition by w.user_id order by w.week_start) as integer), w.week_start) as streak,
        p.habit_weeks
    from active_weeks as w
    cross join params as p
),

-- Users with the consecutive active weeks that make a habit.
habits as (
    select distinct t.user_id
    from (
        select
            s.user_id,
            count(*) as active_weeks,
            max(s.habit_weeks) as habit_weeks
        from streaks as s
        group by s.user_id, s.streak
    ) as t
    where t.active_weeks >= t.habit_weeks
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
        case when p.breakdown = 'channel' then a.channel else '' end as segment_value,
        cast(sum(a.visitors) as bigint) as visitor_count
    from analytics.acquisition_daily as a
    cross join params as p
    cross join bounds as b
    where a."date" >= b.from_day
        and a."date" < b.to_day
        and 1 = 0
        and (p.breakdown is null or p.breakdown = 'channel')
    group by 1
),

-- The values of the breakdown; without one, a single empty text that stands for everybody.
segments as (
    select distinct v.segment_value
    from (
        select segment_value
        from profiles
        union all
        select segment_value
        from visitors
        where segment_value is not null
        union all
        select ''
        from params
        where breakdown is null
    ) as v
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
                then count(*) filter (where r.furthest_stage >= s.stage_number)
        end as users_at_stage,
        count(*) filter (where b.has_activity
            and r.furthest_stage = s.stage_number - 1
            and date_add('hour', 24 * s.horizon_days, r.signup_at) > b.to_at) as in_progress
    from segments as g
    cross join stages as s
    cross join bounds as b
    left join visitors as v on v.segment_value = g.segment_value
    left join reached as r on r.segment_value = g.segment_value
    group by g.segment_value, s.stage, s.stage_number, b.has_activity
),

steps as (
    select
        c.*,
        lag(c.users_at_stage) over (partition by c.segment_value order by c.stage_number) as users_before,
        max(case when c.stage = 'signup' then c.users_at_stage end) over (partition by c.segment_value) as signups
    from counts as c
),

-- There may be fewer visitors known than signups: no rate can be had then.
rates as (
    select
        s.*,
        case
            when s.users_before >= s.users_at_stage
                then cast(s.users_at_stage as double) / nullif(s.users_before, 0)
        end as conversion_rate,
        case
            when s.stage <> 'awareness' then cast(s.users_at_stage as double) / nullif(s.signups, 0)
        end as overall_rate,
        p.z * p.z / nullif(s.users_before, 0) as z2_per_user
    from steps as s
    cross join params as p
),

-- Wilson (1927), with z² / n as z2_per_user.
intervals as (
    select
        r.*,
        (r.conversion_rate + r.z2_per_user / 2) / (1 + r.z2_per_user) as centre,
        sqrt(r.z2_per_user * (r.conversion_rate * (1 - r.conversion_rate) + r.z2_per_user / 4)) / (1 + r.z2_per_user)
            as half_width
    from rates as r
)

select
    r.stage,
    r.stage_number,
    r.users_at_stage,
    r.conversion_rate as conversion_from_previous,
    r.overall_rate as overall_conversion,
    1 - r.conversion_rate as drop_off_rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    case when not r.is_unmeasured then r.in_progress end as in_progress,
    p.breakdown as segment_type,
    case when p.breakdown is not null then r.segment_value end as segment_value,
    case
        when r.is_unmeasured then 'no_activity_events'
        when r.stage = 'signup' and r.users_before < r.users_at_stage then 'fewer_visitors_than_signups'
        when r.stage <> 'awareness' and r.users_before = 0 then 'empty_base'
        when (r.stage = 'awareness' and r.users_at_stage is null) or (r.stage = 'signup' and r.users_before is null)
            then case
                when 1 = 0 and coalesce(p.breakdown, 'channel') = 'channel' then 'no_visitors'
                else 'visitors_not_split'
            end
    end as reason
from intervals as r
cross join params as p
order by r.segment_value, r.stage_number;
