-- Paths: what users do #title#.
--
-- One row per step of the tree that is shown, each below the one it follows, and one with step_number 0 for all users
-- with an anchor. A user has one path: from the first event of the range that meets the anchor's condition, through the
-- further events #towards# it, in the order of time and, where that is the same, of arrival. No steps are passive events
-- and those further from the anchor than the window; nothing at or after the end of the range is read.#collapse_comment#
-- Shown are the busiest continuations of every step: users = those of the steps below + other_users + ended_users, who
-- did nothing more. At the last step nobody looks further.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp", properties, ingest_offset)
--   user_profiles (user_id, signup_date, #user_columns#)
--
@layout(history)

with params as (
    select
        ${time_zone} as time_zone, -- IANA name; cuts the days
        ${from_day} as from_day, -- first day of the range of anchors; null: that of the first event or signup
        ${to_day} as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
#types#        cast(${window_millis} as @bigint()) as window_millis, -- how far from the anchor a step may be, inclusive
        ${branches} as branches, -- continuations of a step that are shown
        #user_parameters#
        ${passive_types} as passive_types -- event types that are no activity
),

data_extent as (
    select
        coalesce(@local_day(@earlier(events.first_at, signups.first_at)), @today()) as first_day,
        coalesce(@local_day(coalesce(events.last_at, signups.last_at)), @add_days(@today(), -1)) as last_day,
        @today() as today
    from params as p
    cross join (select min("timestamp") as first_at, max("timestamp") as last_at from analytics.user_events) as events
    cross join (select min(signup_date) as first_at, max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- The half-open range [from_day, to_day).
bounds as (
    select
        coalesce(p.from_day, x.first_day) as from_day,
        coalesce(p.to_day, @add_days(@earlier(x.last_day, x.today), 1)) as to_day
    from params as p
    cross join data_extent as x
),

#cohort#-- The events of the users who count, in the order in which they came.
events as (
    select
        e.user_id,
        e.event_type,
        @epoch_millis(e."timestamp") as happened_ms,
        row_number() over (partition by e.user_id order by e."timestamp", e.ingest_offset) as place,
        case when #anchor#
            and @local_day(e."timestamp") >= b.from_day then 1 else 0 end as is_anchor,
        case when #step# then 1 else 0 end as is_step
    from analytics.user_events as e
    cross join params as p
    cross join bounds as b#membership#
    left join analytics.user_profiles as u on u.user_id = e.user_id
    where @local_day(e."timestamp") < b.to_day#users#
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
        row_number() over (partition by e.user_id order by #walk#) as walked
    from anchors as a
    inner join events as e on e.user_id = a.user_id
    cross join params as p
    where e.is_step = 1
        and #side#
),

#collapsed#-- One row per user: the first steps; null: there are no more.
walks as (
    select
        a.user_id,
#pivot#
    from anchors as a
    left join #numbered# as s on s.user_id = a.user_id
    group by a.user_id
),

#levels#nodes as (
#nodes#
)

select
    n.step_number,
#shown_steps#
    n.users,
    @ratio(n.users, l.users) as share,
    @ratio(n.users, n.previous_users) as share_of_previous,
    n.going_on - n.shown_users as other_users,
    n.ended_users
from nodes as n
cross join level_0 as l
order by #order#@settings();
