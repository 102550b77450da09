-- Paths: what users do after an event.
--
-- One row per step of the tree that is shown, each below the one it follows, and one with step_number 0 for all users
-- with an anchor. A user has one path: from the first event of the range that meets the anchor's condition, through the
-- further events after it, in the order of time and, where that is the same, of arrival. No steps are passive events
-- and those further from the anchor than the window; nothing at or after the end of the range is read.
-- A type that follows itself is one step, and one that follows an anchor of its type none.
-- Shown are the busiest continuations of every step: users = those of the steps below + other_users + ended_users, who
-- did nothing more. At the last step nobody looks further.
--
-- Reads analytics:
--   user_events (user_id, event_type, `timestamp`, properties, ingest_offset)
--   user_profiles (user_id, signup_date, segment, channel, plan_type)
--
-- Layout: user_events and user_profiles clustered by user_id; all partitions are read.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as date) as from_day, -- first day of the range of anchors; null: that of the first event or signup
        cast(null as date) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ['invoice_paid'] as anchor_types,
        cast(2592000000 as int64) as window_millis, -- how far from the anchor a step may be, inclusive
        4 as branches, -- continuations of a step that are shown
        cast([] as array<string>) as segments, -- users who count, by attribute; none: whatever they have
        ['organic'] as channels,
        cast([] as array<string>) as plan_types,
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types -- event types that are no activity
),

data_extent as (
    select
        coalesce(date(coalesce(least(events.first_at, signups.first_at), events.first_at, signups.first_at), p.time_zone), current_date(p.time_zone)) as first_day,
        coalesce(date(coalesce(events.last_at, signups.last_at), p.time_zone), current_date(p.time_zone) - 1) as last_day,
        current_date(p.time_zone) as today
    from params as p
    cross join (select min(`timestamp`) as first_at, max(`timestamp`) as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1) as to_day
    from params as p
    cross join data_extent as x
),

-- The events of the users who count, in the order in which they came.
events as (
    select
        e.user_id,
        e.event_type,
        unix_millis(e.`timestamp`) as happened_ms,
        row_number() over (partition by e.user_id order by e.`timestamp`, e.ingest_offset) as place,
        case when e.event_type in unnest(p.anchor_types)
            and json_value(e.properties, '$."currency"') in ('EUR')
            and date(e.`timestamp`, p.time_zone) >= b.from_day then 1 else 0 end as is_anchor,
        case when e.event_type not in unnest(p.passive_types) then 1 else 0 end as is_step
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where date(e.`timestamp`, p.time_zone) < b.to_day
        and coalesce(nullif(u.channel, ''), '(none)') in unnest(p.channels)
),

-- The first anchor of each user.
anchors as (
    select
        e.user_id,
        e.event_type,
        e.happened_ms,
        e.place
    from (
        select
            user_id,
            min(place) as place
        from events
        where is_anchor = 1
        group by user_id
    ) as f
    inner join events as e on e.user_id = f.user_id and e.place = f.place
),

-- The steps, numbered from the anchor on.
steps as (
    select
        e.user_id,
        e.event_type,
        a.event_type as anchor_type,
        row_number() over (partition by e.user_id order by e.place) as walked
    from anchors as a
    inner join events as e on e.user_id = a.user_id
    cross join params as p
    where e.is_step = 1
        and e.place > a.place
        and e.happened_ms - a.happened_ms <= p.window_millis
),

-- Without those that repeat the one before, or the anchor.
collapsed as (
    select
        t.user_id,
        t.event_type,
        row_number() over (partition by t.user_id order by t.walked) as walked
    from (
        select
            s.*,
            lag(s.event_type) over (partition by s.user_id order by s.walked) as previous_type
        from steps as s
    ) as t
    where t.event_type <> coalesce(t.previous_type, t.anchor_type)
),

-- One row per user: the first steps; null: there are no more.
walks as (
    select
        a.user_id,
        max(case when s.walked = 1 then s.event_type end) as step_1,
        max(case when s.walked = 2 then s.event_type end) as step_2,
        max(case when s.walked = 3 then s.event_type end) as step_3
    from anchors as a
    left join collapsed as s on s.user_id = a.user_id
    group by a.user_id
),

-- All users with an anchor.
level_0 as (
    select count(*) as users
    from walks
),

-- How many of the users there go on, and how many do not.
after_0 as (
    select
        count(w.step_1) as going_on,
        countif(w.step_1 is null) as ended_users
    from walks as w
    cross join level_0 as k
),

-- The first steps that are shown: the busiest.
level_1 as (
    select g.*
    from (
        select
            w.step_1,
            k.users as previous_users,
            count(*) as users,
            row_number() over (order by count(*) desc, w.step_1) as place_1
        from walks as w
        cross join level_0 as k
        where w.step_1 is not null
        group by w.step_1, k.users
    ) as g
    cross join params as p
    where g.place_1 <= p.branches
),

-- How many of the users there go on, and how many do not.
after_1 as (
    select
        k.place_1,
        count(w.step_2) as going_on,
        countif(w.step_2 is null) as ended_users
    from walks as w
    inner join level_1 as k on k.step_1 = w.step_1
    group by k.place_1
),

-- The steps number 2 that are shown: the busiest after each one before.
level_2 as (
    select g.*
    from (
        select
            k.place_1,
            w.step_1,
            w.step_2,
            k.users as previous_users,
            count(*) as users,
            row_number() over (partition by k.place_1 order by count(*) desc, w.step_2) as place_2
        from walks as w
        inner join level_1 as k on k.step_1 = w.step_1
        where w.step_2 is not null
        group by k.place_1, w.step_1, w.step_2, k.users
    ) as g
    cross join params as p
    where g.place_2 <= p.branches
),

-- How many of the users there go on, and how many do not.
after_2 as (
    select
        k.place_1,
        k.place_2,
        count(w.step_3) as going_on,
        countif(w.step_3 is null) as ended_users
    from walks as w
    inner join level_2 as k on k.step_1 = w.step_1 and k.step_2 = w.step_2
    group by k.place_1, k.place_2
),

-- The steps number 3 that are shown: the busiest after each one before.
level_3 as (
    select g.*
    from (
        select
            k.place_1,
            k.place_2,
            w.step_1,
            w.step_2,
            w.step_3,
            k.users as previous_users,
            count(*) as users,
            row_number() over (partition by k.place_1, k.place_2 order by count(*) desc, w.step_3) as place_3
        from walks as w
        inner join level_2 as k on k.step_1 = w.step_1 and k.step_2 = w.step_2
        where w.step_3 is not null
        group by k.place_1, k.place_2, w.step_1, w.step_2, w.step_3, k.users
    ) as g
    cross join params as p
    where g.place_3 <= p.branches
),

nodes as (
    select
        0 as step_number,
        0 as place_1,
        0 as place_2,
        0 as place_3,
        cast(null as string) as step_1,
        cast(null as string) as step_2,
        cast(null as string) as step_3,
        k.users,
        cast(null as int64) as previous_users,
        t.going_on,
        coalesce(s.users, 0) as shown_users,
        t.ended_users
    from level_0 as k
    cross join after_0 as t
    cross join (select sum(users) as users from level_1) as s
    union all
    select
        1 as step_number,
        k.place_1,
        0 as place_2,
        0 as place_3,
        k.step_1,
        cast(null as string) as step_2,
        cast(null as string) as step_3,
        k.users,
        k.previous_users,
        t.going_on,
        coalesce(s.users, 0) as shown_users,
        t.ended_users
    from level_1 as k
    inner join after_1 as t on t.place_1 = k.place_1
    left join (
        select
            place_1,
            sum(users) as users
        from level_2
        group by place_1
    ) as s on s.place_1 = k.place_1
    union all
    select
        2 as step_number,
        k.place_1,
        k.place_2,
        0 as place_3,
        k.step_1,
        k.step_2,
        cast(null as string) as step_3,
        k.users,
        k.previous_users,
        t.going_on,
        coalesce(s.users, 0) as shown_users,
        t.ended_users
    from level_2 as k
    inner join after_2 as t on t.place_1 = k.place_1 and t.place_2 = k.place_2
    left join (
        select
            place_1,
            place_2,
            sum(users) as users
        from level_3
        group by place_1, place_2
    ) as s on s.place_1 = k.place_1 and s.place_2 = k.place_2
    union all
    select
        3 as step_number,
        k.place_1,
        k.place_2,
        k.place_3,
        k.step_1,
        k.step_2,
        k.step_3,
        k.users,
        k.previous_users,
        cast(null as int64) as going_on,
        cast(null as int64) as shown_users,
        cast(null as int64) as ended_users
    from level_3 as k
)

select
    n.step_number,
    n.step_1,
    n.step_2,
    n.step_3,
    n.users,
    safe_divide(n.users, l.users) as share,
    safe_divide(n.users, n.previous_users) as share_of_previous,
    n.going_on - n.shown_users as other_users,
    n.ended_users
from nodes as n
cross join level_0 as l
order by n.place_1, n.place_2, n.place_3;
