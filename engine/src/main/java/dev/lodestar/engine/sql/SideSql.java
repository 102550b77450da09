package dev.lodestar.engine.sql;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.cohort.ComparedSide;
import dev.lodestar.engine.cohort.SideComparison;
import dev.lodestar.engine.cohort.SideDefinition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.UserCriterion;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of two sets of users as one statement. Its rows are the periods 1, 3 and 6: {@code period}, {@code a_active}, {@code a_size}, {@code
 * a_rate}, {@code b_active}, {@code b_size}, {@code b_rate}, {@code difference}, {@code ci_low}, {@code ci_high}, {@code z}, {@code p_value}, {@code
 * p_adjusted}; alike in all rows {@code a_cohorts}, {@code b_cohorts}, {@code log_rank_chi_square}, {@code log_rank_p_value}; {@code reason}. That nobody is
 * on both sides is not looked at.
 */
public final class SideSql {
    private static final SqlSource SOURCE = SqlSource.read("set_comparison.sql");
    private static final SqlSource COMPARISON = SqlSource.read("comparison_of_sides.sql");

    private static final String NOBODY = """
            (
                        select case when c.a_users + c.b_users = 0 then 'no_mature_cohorts' else 'empty_base' end
                        from counted as c
                    )""".stripIndent();
    private static final String WINDOW_PARAMETER =
            "        ${window_days} as window_days, -- of 24 hours, in a window of a life\n";
    private static final String BY_PERIOD = "Periods are those of the calendar, counted from the cohort's own.";
    private static final String BY_WINDOW = """
            Periods are windows of window_days of 24 hours since signup. Who was lost before the first days of the
            -- behaviour were over is on neither side.""";
    private static final String MATURE_BY_PERIOD = """
                select o.period_number as cohort_number
                from periods as o
                cross join params as p
                cross join bounds as b
                inner join periods as n on n.period_number = o.period_number + p.mature_period
                where n.next_start <= b.to_day
                    and b.has_activity""".indent(4).stripTrailing();
    private static final String MATURE_BY_WINDOW = """
                select o.period_number as cohort_number
                from periods as o
                cross join params as p
                cross join bounds as b
                inner join day_starts as l on l.calendar_day = o.next_start
                inner join day_starts as e on e.calendar_day = b.to_day
                where @add_hours(l.start_at, 24 * p.window_days * (p.mature_period + 1)) <= e.start_at
                    and b.has_activity""".indent(4).stripTrailing();
    private static final String RETURNS_BY_PERIOD = """
                from active_days as t
                inner join calendar as c on c.calendar_day = t.active_on
                inner join periods as n on n.period_start = c.period_start
                cross join compared_periods as k
                where n.period_number = t.cohort_number + k.period_number""".indent(8).stripTrailing();
    private static final String RETURNS_BY_WINDOW = """
                from sides as t
                inner join analytics.user_events as e on e.user_id = t.user_id
                cross join params as p
                cross join bounds as b
                cross join compared_periods as k
                where @is_none_of(e.event_type, p.passive_types)
                    and @local_day(e."timestamp") < b.to_day
                    and e."timestamp" >= @add_hours(t.signup_at, 24 * p.window_days * k.period_number)
                    and e."timestamp" < @add_hours(t.signup_at, 24 * p.window_days * (k.period_number + 1))""".indent(8).stripTrailing();

    private SideSql() {}

    /**
     * One statement with a comment at its head, to be run as it is.
     *
     * @param parameters the range, the zone, the weeks and the plan; nothing else of them matters
     * @param filters the users who count
     * @throws InvalidDefinitionException where {@link #check} finds something
     */
    public static String render(
            SqlDialect dialect, SideDefinition definition, SqlParameters parameters, Filters filters) {
        check(definition, filters);
        SqlGrammar grammar = dialect.grammar();
        Map<String, String> literals = SqlLiterals.of(parameters, grammar);
        boolean byWindow = definition.landmarkDays() > 0;
        List<LocalDate> cohorts = definition.a().cohorts();
        SqlUsers users = new SqlUsers(
                byWindow ? filters.and(definition.alive(SideComparison.INACTIVITY_DAYS)) : filters,
                cohorts == null
                        ? new SqlMembers.Sides(
                                definition.a().criterion(), definition.b().criterion())
                        : null,
                grammar,
                parameters.plan(),
                literals);
        Map<String, String> holes = new HashMap<>(users.holes());
        literals.put("window_days", Integer.toString(RetentionQuery.windowDays(definition.period())));
        holes.put("sides", "told apart by " + SqlAttributes.commented(definition.by()));
        holes.put("unit", SqlLiterals.unitOf(definition.period()));
        holes.put("ages", byWindow ? BY_WINDOW : BY_PERIOD);
        holes.put("window_parameter", byWindow ? WINDOW_PARAMETER : "");
        holes.put("period_start", RetentionParts.periodStart(definition.period()));
        holes.put("next_period", RetentionParts.nextPeriod(definition.period()));
        holes.put("day_starts", byWindow ? RetentionParts.DAY_STARTS : "");
        holes.put("side", cohorts == null ? "o.side" : sideByCohort(definition, grammar, literals));
        holes.put("mature_cohorts", byWindow ? MATURE_BY_WINDOW : MATURE_BY_PERIOD);
        holes.put("returns", byWindow ? RETURNS_BY_WINDOW : RETURNS_BY_PERIOD);
        holes.put("comparison", comparison("a", "b", NOBODY));
        return SqlTemplate.parse(SOURCE.with(holes)).render(grammar, literals);
    }

    /** Refuses by an {@link InvalidDefinitionException} what cannot be said in SQL; it names the field and the reason. */
    public static void check(SideDefinition definition, Filters filters) {
        if (definition.a().criterion() instanceof UserCriterion.HasAttribute has) {
            SqlAttributes.check("by", has.attribute());
        }
        SqlUsers.check(
                filters.and(definition.a().criterion()).and(definition.b().criterion()));
    }

    /**
     * From the sizes of both sides on: rates, intervals and tests.
     *
     * @param a what the columns of one side begin with
     * @param b what those of the other do
     * @param nobody the reason where there is nobody to compare
     */
    static String comparison(String a, String b, String nobody) {
        return COMPARISON.with(Map.of("a", a, "b", b, "reason", nobody));
    }

    private static String sideByCohort(SideDefinition definition, SqlGrammar grammar, Map<String, String> literals) {
        return "case" + when("a", definition.a(), grammar, literals) + when("b", definition.b(), grammar, literals)
                + "\n        end as side";
    }

    private static String when(String side, ComparedSide compared, SqlGrammar grammar, Map<String, String> literals) {
        @Nullable List<LocalDate> starts = compared.cohorts();
        if (starts == null || starts.isEmpty()) {
            return "\n            when 1 = 0 then '" + side + "'";
        }
        String name = side + "_cohorts";
        literals.put(name, starts.stream().map(grammar::date).collect(Collectors.joining(", ")));
        return "\n            when c.period_start in (${" + name + "}) then '" + side + "'";
    }
}
