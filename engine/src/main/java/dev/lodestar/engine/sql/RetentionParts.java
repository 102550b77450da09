package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.RetentionDefinition.CohortType;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.time.CalendarPeriod;

/** The parts of a statement on retention that depend on the definition, as template text. */
final class RetentionParts {
    /** As many windows as could begin if each were a day; the conditions on columns keep those that do. */
    static final String WINDOWS = """
            windows as (
                select window_number
                from bounds as b
                @series(window_number, @days_between(b.from_day, b.to_day) + 95)
            ),

            """;

    /** The first instants of periods and of the day after the range, from {@code periods} and {@code bounds}. */
    static final String DAY_STARTS = """
            quarters_of_hours as (
                select quarter
                from params as p
                @series(quarter, 113)
            ),

            -- The first instants of periods and of the day after the range: clocks may show midnight twice, or never. Around each
            -- midnight, in every time zone: quarters of an hour, 14 hours to either side.
            moments as (
                select
                    d.calendar_day,
                    @add_minutes(@utc_midnight(d.calendar_day), 15 * (q.quarter - 56)) as moment
                from (
                    select period_start as calendar_day
                    from periods
                    union all
                    select next_start
                    from periods
                    union all
                    select to_day
                    from bounds
                ) as d
                cross join quarters_of_hours as q
            ),

            day_starts as (
                select
                    m.calendar_day,
                    min(m.moment) as start_at
                from moments as m
                cross join params as p
                where @local_day(m.moment) >= m.calendar_day
                group by m.calendar_day
            ),

            """;

    private RetentionParts() {}

    static String periodStart(CalendarPeriod period) {
        return switch (period) {
            case DAILY -> "d.calendar_day";
            case WEEKLY -> "@week_start(d.calendar_day, p.first_weekday)";
            case MONTHLY -> "@month_start(d.calendar_day)";
            case QUARTERLY -> "@quarter_start(d.calendar_day)";
        };
    }

    /** So many days after the start of a period lie in the next one, however long it is. */
    static String nextPeriod(CalendarPeriod period) {
        return switch (period) {
            case DAILY -> "@add_days(n.period_start, 1)";
            case WEEKLY -> "@add_days(n.period_start, 7)";
            case MONTHLY -> "@month_start(@add_days(n.period_start, 31))";
            case QUARTERLY -> "@quarter_start(@add_days(n.period_start, 92))";
        };
    }

    static String signups() {
        return """
                select
                    u.user_id,
                    u.signup_date as started_at
                from analytics.user_profiles as u""".indent(4).stripTrailing();
    }

    static String starts(CohortType type) {
        return switch (type) {
            case FIRST -> """
                select
                    m.user_id,
                    min(m.happened_at) as started_at
                from matched as m
                where m.is_start = 1
                group by m.user_id""".indent(4).stripTrailing();
            case RECURRING -> """
                select
                    m.user_id,
                    min(m.happened_at) as started_at
                from matched as m
                cross join bounds as b
                inner join calendar as c on c.calendar_day = m.happened_on
                where m.is_start = 1
                    and m.happened_on >= b.from_day
                    and m.happened_on < b.to_day
                group by m.user_id, c.period_start""".indent(4).stripTrailing();
        };
    }

    static String columns(RetentionMode mode) {
        return switch (mode) {
            case ON, ON_OR_AFTER -> """
                select
                    o.period_start as cohort,
                    n.period_number - o.period_number as column_number,
                    n.next_start <= b.to_day as is_over
                from periods as o
                cross join periods as n
                cross join bounds as b
                where n.period_number >= o.period_number
                    and n.period_start < b.to_day""".indent(4).stripTrailing();
            case ROLLING -> """
                select
                    o.period_start as cohort,
                    w.window_number as column_number,
                    @add_hours(l.start_at, 24 * p.window_days * (w.window_number + 1)) <= e.start_at as is_over
                from periods as o
                inner join day_starts as f on f.calendar_day = o.period_start
                inner join day_starts as l on l.calendar_day = o.next_start
                cross join bounds as b
                inner join day_starts as e on e.calendar_day = b.to_day
                cross join params as p
                cross join windows as w
                where @add_hours(f.start_at, 24 * p.window_days * w.window_number) < e.start_at""".indent(4).stripTrailing();
            case BRACKET -> """
                select
                    o.period_start as cohort,
                    k.column_number,
                    @add_days(o.next_start, k.to_days - 1) <= b.to_day as is_over
                from periods as o
                cross join brackets as k
                cross join bounds as b
                where @add_days(o.period_start, k.from_days) < b.to_day""".indent(4).stripTrailing();
        };
    }

    /** After a signup, earlier returns count too in what is cut by the calendar. */
    static String returns(RetentionMode mode, boolean bySignup) {
        String onlyAfter = bySignup ? "" : "\n        and m.happened_at >= g.started_at";
        return switch (mode) {
            case ON, ON_OR_AFTER -> """
                select
                    g.user_id,
                    g.place,
                    g.cohort,
                    n.period_number - g.cohort_number as column_number
                from grouped as g
                inner join matched as m on m.user_id = g.user_id
                inner join calendar as c on c.calendar_day = m.happened_on
                inner join periods as n on n.period_start = c.period_start
                where m.is_return = 1
                    and n.period_number >= g.cohort_number""".indent(4).stripTrailing() + onlyAfter;
            case ROLLING -> """
                select
                    g.user_id,
                    g.place,
                    g.cohort,
                    cast(floor(@seconds_between(g.started_at, m.happened_at) / (86400 * p.window_days)) as @integer())
                        as column_number
                from grouped as g
                inner join matched as m on m.user_id = g.user_id
                cross join params as p
                where m.is_return = 1
                    and m.happened_at >= g.started_at""".indent(4).stripTrailing();
            case BRACKET -> """
                select
                    g.user_id,
                    g.place,
                    g.cohort,
                    k.column_number
                from grouped as g
                inner join matched as m on m.user_id = g.user_id
                cross join brackets as k
                where m.is_return = 1
                    and @days_between(g.started_on, m.happened_on) >= k.from_days
                    and @days_between(g.started_on, m.happened_on) < k.to_days""".indent(4).stripTrailing() + onlyAfter;
        };
    }

    /** On or after: everything up to the last column in which a user is retained. */
    static String latest(RetentionMode mode) {
        return switch (mode) {
            case ON, ROLLING, BRACKET -> "";
            case ON_OR_AFTER -> """
                last_retained as (
                    select
                        r.user_id,
                        r.place,
                        r.cohort,
                        max(r.column_number) as column_number
                    from retained as r
                    group by r.user_id, r.place, r.cohort
                ),

                retained_up_to as (
                    select
                        r.user_id,
                        r.place,
                        r.cohort,
                        n.column_number
                    from last_retained as r
                    inner join cohort_columns as n on n.cohort = r.cohort
                    where n.column_number <= r.column_number
                ),

                """;
        };
    }
}
