-- Activation: how many users come to the first moment of value, and how soon after signup.
--
-- One row for each number of days of 24 hours: which share of the users is activated within them, among those whose
-- signup is at least so long before the end of the range; ci_low and ci_high are Wilson's interval of the rate. Users
-- are all with a profile whose signup is before the end of the range, whenever that was: its start narrows nothing. They
-- are activated by the first such event at or after the instant of signup.
--
-- Alike in all rows: total_users; how many are fast (within an hour), normal (within 24 hours), slow (later) or not
-- activated; and the hours from signup by which half and nine in ten are activated, by Kaplan and Meier (1958) over all
-- users: those not activated are watched until the end of the range. They are null where the curve does not fall so
-- far. All but total_users is null where the data hold no activity at all.
--
-- Reads analytics:
--   user_events (user_id, event_type, "timestamp")
--   user_profiles (user_id, signup_date, segment, channel, plan_type, attributes)
--
-- Layout: user_events order by (event_type, timestamp); all granules are read, of these columns only.

with params as (
    select
        'UTC' as time_zone, -- IANA name; cuts the days
        cast(null as Nullable(Date)) as from_day, -- first day of the range; it only keeps to_day from coming before it
        cast(null as Nullable(Date)) as to_day, -- day after the last; null: the day after the last event's, at most tomorrow
        ['smb', '(none)'] as segments, -- users who count, by attribute; none: whatever they have
        cast([] as Array(String)) as channels,
        cast([] as Array(String)) as plan_types,
        ['mobile', 'tablet'] as values_1, -- of device
        ['invoice_paid', 'plan_cancelled', 'signup'] as passive_types, -- event types that are no activity
        'page_created' as activation_type,
        cast(3600000 as Nullable(Int64)) as hour_millis,
        1 as fast_hours, -- up to so many hours, inclusive
        24 as normal_hours,
        cast(0.5 as Nullable(Float64)) as left_at_median, -- the share not yet activated there
        cast(0.1 as Nullable(Float64)) as left_at_p90,
        cast(0.000000000001 as Nullable(Float64)) as rounding, -- a share so little above counts as reached
        cast(1.959963984540054 as Nullable(Float64)) as z -- of the 95 % intervals
),

-- Each number of days.
horizons as (
    select 1 as within_days
    union all
    select 7
    union all
    select 14
    union all
    select 30
),

data_extent as (
    select
        coalesce(toDate(coalesce(events.last_at, signups.last_at), (select time_zone from params)), toDate(now(), (select time_zone from params)) - 1) as last_day,
        toDate(now(), (select time_zone from params)) as today
    from params as p
    cross join (select max("timestamp") as last_at from analytics.user_events) as events
    cross join (select max(signup_date) as last_at from analytics.user_profiles) as signups
),

-- Whether the data hold any activity at all.
activity as (
    select count(*) > 0 as has_activity
    from (
        select 1 as found
        from analytics.user_events as e
        cross join params as p
        where not has(p.passive_types, e.event_type)
        limit 1
    ) as first_active_event
),

-- The end of the range, which is never before its start.
bounds as (
    select
        case
            when p.to_day is null and p.from_day > coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1 then p.from_day
            else coalesce(p.to_day, coalesce(least(x.last_day, x.today), x.last_day, x.today) + 1)
        end as to_day,
        y.has_activity
    from params as p
    cross join data_extent as x
    cross join activity as y
),

-- Around the first midnight after the range, in every time zone: quarters of an hour, 14 hours to either side.
moments as (
    select
        b.to_day,
        addMinutes(toDateTime64(b.to_day, 3, 'UTC'), 15 * (quarter - 56)) as moment
    from bounds as b
    array join range(toUInt64(greatest(ifNull(113, 0), 0))) as quarter
),

-- The first instant after the range: clocks may show midnight twice, or never.
range_end as (
    select min(m.moment) as to_at
    from moments as m
    cross join params as p
    where toDate(m.moment, (select time_zone from params)) >= m.to_day
),

activations as (
    select
        e.user_id,
        min(e."timestamp") as activated_at
    from analytics.user_events as e
    cross join params as p
    cross join range_end as z
    inner join analytics.user_profiles as u on u.user_id = e.user_id
    where e.event_type = p.activation_type
        and e."timestamp" >= u.signup_date
        and e."timestamp" < z.to_at
    group by e.user_id
),

-- How long each user took, in milliseconds, null for those not activated; and how long each was watched.
users as (
    select
        t.user_id,
        toUnixTimestamp64Milli(t.activated_at) - toUnixTimestamp64Milli(t.signup_at) as activation_ms,
        toUnixTimestamp64Milli(t.to_at) - toUnixTimestamp64Milli(t.signup_at) as watched_ms
    from (
        select
            u.user_id,
            u.signup_date as signup_at,
            z.to_at,
            a.activated_at
        from analytics.user_profiles as u
        cross join params as p
        cross join range_end as z
        left join activations as a on a.user_id = u.user_id
        where u.signup_date < z.to_at
        and has(p.values_1, coalesce(nullif(JSONExtract(u.attributes, 'device', 'Nullable(String)'), ''), '(none)'))
        and has(p.segments, coalesce(nullif(u.segment, ''), '(none)'))
    ) as t
),

statuses as (
    select
        count(*) as total_users,
        countIf(u.activation_ms <= p.fast_hours * p.hour_millis) as fast,
        countIf(u.activation_ms > p.fast_hours * p.hour_millis and u.activation_ms <= p.normal_hours * p.hour_millis) as normal,
        countIf(u.activation_ms > p.normal_hours * p.hour_millis) as slow,
        countIf(u.activation_ms is null) as not_activated
    from users as u
    cross join params as p
),

-- How many are activated at each time, and how many leave the watched then, activated or not.
leaving as (
    select
        coalesce(u.activation_ms, u.watched_ms) as time_ms,
        countIf(u.activation_ms is not null) as activated,
        count(*) as left_users
    from users as u
    group by 1
),

at_risk as (
    select
        l.time_ms,
        l.activated,
        sum(l.left_users) over (order by l.time_ms desc rows between unbounded preceding and current row) as at_risk
    from leaving as l
),

-- The share not yet activated is the product of the shares of those at risk who stay; none are left where none stay.
survival as (
    select
        r.time_ms,
        r.activated,
        sum(case when r.activated < r.at_risk then ln(toFloat64(r.at_risk - r.activated) / nullIf(r.at_risk, 0)) else 0 end)
            over (order by r.time_ms rows between unbounded preceding and current row) as log_share_left,
        max(case when r.activated = r.at_risk then 1 else 0 end)
            over (order by r.time_ms rows between unbounded preceding and current row) as is_empty
    from at_risk as r
),

quantiles as (
    select
        min(case when s.is_empty = 1 or exp(s.log_share_left) <= p.left_at_median + p.rounding then s.time_ms end)
            as median_ms,
        min(case when s.is_empty = 1 or exp(s.log_share_left) <= p.left_at_p90 + p.rounding then s.time_ms end)
            as p90_ms
    from survival as s
    cross join params as p
    where s.activated > 0
),

counts as (
    select
        h.within_days,
        count(*) as eligible_users,
        countIf(u.activation_ms <= 24 * h.within_days * p.hour_millis) as activated_users
    from users as u
    cross join horizons as h
    cross join params as p
    where u.watched_ms >= 24 * h.within_days * p.hour_millis
    group by h.within_days
),

-- All numbers of days, zeros included.
measured as (
    select
        h.within_days,
        b.has_activity,
        case when b.has_activity then coalesce(c.eligible_users, 0) end as eligible_users,
        case when b.has_activity then coalesce(c.activated_users, 0) end as activated_users
    from horizons as h
    cross join bounds as b
    left join counts as c on c.within_days = h.within_days
),

rates as (
    select
        m.*,
        toFloat64(m.activated_users) / nullIf(m.eligible_users, 0) as rate,
        p.z * p.z / nullif(m.eligible_users, 0) as z2_per_user
    from measured as m
    cross join params as p
),

-- Wilson (1927), with z² / n as z2_per_user.
intervals as (
    select
        r.*,
        (r.rate + r.z2_per_user / 2) / (1 + r.z2_per_user) as centre,
        sqrt(r.z2_per_user * (r.rate * (1 - r.rate) + r.z2_per_user / 4)) / (1 + r.z2_per_user) as half_width
    from rates as r
)

select
    r.within_days,
    r.eligible_users,
    r.activated_users,
    r.rate,
    r.centre - least(r.half_width, r.centre) as ci_low,
    r.centre + least(r.half_width, 1 - r.centre) as ci_high,
    s.total_users,
    case when r.has_activity then s.fast end as fast,
    case when r.has_activity then s.normal end as normal,
    case when r.has_activity then s.slow end as slow,
    case when r.has_activity then s.not_activated end as not_activated,
    case when r.has_activity then toFloat64(q.median_ms) / nullIf(p.hour_millis, 0) end as median_hours,
    case when r.has_activity then toFloat64(q.p90_ms) / nullIf(p.hour_millis, 0) end as p90_hours,
    case
        when not r.has_activity then 'no_activity_events'
        when r.eligible_users = 0 then 'empty_base'
    end as reason
from intervals as r
cross join statuses as s
cross join quantiles as q
cross join params as p
order by r.within_days
settings
    join_use_nulls = 1,
    aggregate_functions_null_for_empty = 1,
    cast_keep_nullable = 1,
    prefer_column_name_to_alias = 1;
