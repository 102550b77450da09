rates as (
    select
        k.period_number,
        z.#a#_cohorts,
        z.#b#_cohorts,
        z.#a#_size,
        z.#b#_size,
        case when z.#a#_size > 0 then coalesce(r.#a#_active, 0) end as #a#_active,
        case when z.#b#_size > 0 then coalesce(r.#b#_active, 0) end as #b#_active,
        @ratio(coalesce(r.#a#_active, 0), z.#a#_size) as #a#_rate,
        @ratio(coalesce(r.#b#_active, 0), z.#b#_size) as #b#_rate,
        @ratio(coalesce(r.#a#_active, 0) + coalesce(r.#b#_active, 0), z.#a#_size + z.#b#_size) as pooled_rate,
        p.z * p.z / nullif(z.#a#_size, 0) as #a#_z2,
        p.z * p.z / nullif(z.#b#_size, 0) as #b#_z2
    from compared_periods as k
    cross join sizes as z
    cross join params as p
    left join retained as r on r.period_number = k.period_number
),

-- Wilson (1927) for either side, with z² / n as #a#_z2 and #b#_z2; and the statistic of the test, null where all or
-- none are active.
intervals as (
    select
        r.*,
        (r.#a#_rate + r.#a#_z2 / 2) / (1 + r.#a#_z2) as #a#_centre,
        sqrt(r.#a#_z2 * (r.#a#_rate * (1 - r.#a#_rate) + r.#a#_z2 / 4)) / (1 + r.#a#_z2) as #a#_half_width,
        (r.#b#_rate + r.#b#_z2 / 2) / (1 + r.#b#_z2) as #b#_centre,
        sqrt(r.#b#_z2 * (r.#b#_rate * (1 - r.#b#_rate) + r.#b#_z2 / 4)) / (1 + r.#b#_z2) as #b#_half_width,
        case
            when r.#a#_active + r.#b#_active > 0 and r.#a#_active + r.#b#_active < r.#a#_size + r.#b#_size
                then (r.#b#_rate - r.#a#_rate)
                    / sqrt(r.pooled_rate * (1 - r.pooled_rate) * (@ratio(1, r.#a#_size) + @ratio(1, r.#b#_size)))
        end as z_statistic
    from rates as r
),

-- Newcombe's interval is made of how far the two of Wilson reach.
reaches as (
    select
        i.*,
        i.#a#_rate - i.#a#_centre + least(i.#a#_half_width, i.#a#_centre) as #a#_below,
        i.#a#_centre - i.#a#_rate + least(i.#a#_half_width, 1 - i.#a#_centre) as #a#_above,
        i.#b#_rate - i.#b#_centre + least(i.#b#_half_width, i.#b#_centre) as #b#_below,
        i.#b#_centre - i.#b#_rate + least(i.#b#_half_width, 1 - i.#b#_centre) as #b#_above
    from intervals as i
),

-- How many days after signup a user was active last, and whether that was long ago: a user is lost then.
last_seen as (
    select
        t.side,
        @days_between(t.signup_day, t.last_on) as days,
        case when t.last_on < @add_days(b.to_day, -p.inactivity_days) then 1 else 0 end as is_lost
    from (
        select
            s.side,
            s.signup_day,
            coalesce(max(a.active_on), s.signup_day) as last_on
        from sides as s
        left join active_days as a on a.user_id = s.user_id and a.is_after_signup = 1
        group by s.user_id, s.side, s.signup_day
    ) as t
    cross join bounds as b
    cross join params as p
),

leaving as (
    select
        l.days,
        @count_if(l.side = '#a#') as #a#_left,
        @count_if(l.side = '#b#') as #b#_left,
        @count_if(l.side = '#a#' and l.is_lost = 1) as #a#_lost,
        @count_if(l.is_lost = 1) as lost
    from last_seen as l
    group by l.days
),

at_risk as (
    select
        l.#a#_lost,
        l.lost,
        sum(l.#a#_left) over (order by l.days desc rows between unbounded preceding and current row) as #a#_at_risk,
        sum(l.#b#_left) over (order by l.days desc rows between unbounded preceding and current row) as #b#_at_risk
    from leaving as l
),

-- How many more of side #a# are lost than if both sides were alike, and the variance of that.
log_rank as (
    select
        sum(r.#a#_lost - r.lost * @ratio(r.#a#_at_risk, r.#a#_at_risk + r.#b#_at_risk)) as excess,
        sum(
            case
                when r.#a#_at_risk + r.#b#_at_risk > 1
                    then r.lost
                        * @ratio(r.#a#_at_risk, r.#a#_at_risk + r.#b#_at_risk)
                        * @ratio(r.#b#_at_risk, r.#a#_at_risk + r.#b#_at_risk)
                        * @ratio(r.#a#_at_risk + r.#b#_at_risk - r.lost, r.#a#_at_risk + r.#b#_at_risk - 1)
            end
        ) as excess_variance
    from at_risk as r
),

-- All tests, by the size of a statistic that is standard normal; the log-rank test stands as period 0.
tests as (
    select
        0 as period_number,
        sqrt(case when l.excess_variance > 0 then l.excess * l.excess / l.excess_variance end) as size
    from log_rank as l
    union all
    select
        i.period_number,
        abs(i.z_statistic) as size
    from intervals as i
),

-- The probability of a statistic of at least that size on either side, by Hart (1968): a quotient of polynomials, exact to
-- fifteen decimals, and a continued fraction far out.
tails as (
    select
        t.period_number,
        t.size,
        case
            when t.size > 37 then 0
            when t.size > 7.07
                then 2 * exp(-t.size * t.size / 2) / 2.506628274631
                    / (t.size + 1 / (t.size + 2 / (t.size + 3 / (t.size + 4 / (t.size + 0.65)))))
            else 2 * exp(-t.size * t.size / 2)
                * ((((((0.0352624965998911 * t.size + 0.700383064443688) * t.size + 6.37396220353165) * t.size
                    + 33.912866078383) * t.size + 112.079291497871) * t.size + 221.213596169931) * t.size
                    + 220.206867912376)
                / (((((((0.0883883476483184 * t.size + 1.75566716318264) * t.size + 16.064177579207) * t.size
                    + 86.7807322029461) * t.size + 296.564248779674) * t.size + 637.333633378831) * t.size
                    + 793.826512519948) * t.size + 440.413735824752)
        end as p_value
    from tests as t
),

p_values as (
    select
        t.period_number,
        t.size,
        t.p_value,
        row_number() over (partition by case when t.period_number = 0 then 0 else 1 end order by coalesce(t.p_value, 1))
            as place
    from tails as t
),

-- Holm: the smallest of three is multiplied by 3, the next by 2; none is below the one before, or above 1.
adjusted as (
    select
        v.period_number,
        coalesce(v.p_value, 1) as p_value,
        max(least((4 - v.place) * coalesce(v.p_value, 1), 1))
            over (order by v.place rows between unbounded preceding and current row) as p_adjusted
    from p_values as v
    where v.period_number > 0
)

select
    r.period_number as "period",
    r.#a#_active,
    case when r.#a#_size > 0 then r.#a#_size end as #a#_size,
    r.#a#_rate,
    r.#b#_active,
    case when r.#b#_size > 0 then r.#b#_size end as #b#_size,
    r.#b#_rate,
    r.#b#_rate - r.#a#_rate as difference,
    r.#b#_rate - r.#a#_rate - sqrt(r.#b#_below * r.#b#_below + r.#a#_above * r.#a#_above) as ci_low,
    r.#b#_rate - r.#a#_rate + sqrt(r.#b#_above * r.#b#_above + r.#a#_below * r.#a#_below) as ci_high,
    r.z_statistic as z,
    case when r.#a#_size > 0 then a.p_value end as p_value,
    case when r.#a#_size > 0 then a.p_adjusted end as p_adjusted,
    r.#a#_cohorts,
    r.#b#_cohorts,
    l.size * l.size as log_rank_chi_square,
    l.p_value as log_rank_p_value,
    case
        when not b.has_activity then 'no_activity_events'
        when r.#a#_size = 0 then #reason#
    end as reason
from reaches as r
inner join adjusted as a on a.period_number = r.period_number
cross join p_values as l
cross join bounds as b
where l.period_number = 0
order by r.period_number@settings();
