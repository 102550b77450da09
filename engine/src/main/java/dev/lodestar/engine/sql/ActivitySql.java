package dev.lodestar.engine.sql;

import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.time.CalendarPeriod;
import java.util.Map;

/** Activity, activation and what becomes of the users of a signup period as one statement, of the users with any values of any attributes, and of the members of cohorts. */
public final class ActivitySql {
    private ActivitySql() {}

    /**
     * One statement with a comment at its head, to be run as it is.
     *
     * @param period by which engagement is counted, and cohorts are compared; nothing else has periods
     * @param parameters the range, the zone, the weeks, the top share and the plan; nothing else of them matters
     * @param filters the users who count
     * @throws InvalidDefinitionException where {@link #check} finds something
     */
    public static String render(
            SqlDialect dialect, ActivityRows rows, CalendarPeriod period, SqlParameters parameters, Filters filters) {
        check(filters);
        SqlGrammar grammar = dialect.grammar();
        Map<String, String> literals = SqlLiterals.of(parameters, grammar);
        Map<String, String> holes = new SqlUsers(filters, grammar, parameters.plan(), literals).holes();
        holes.put("title", "active users by " + SqlLiterals.unitOf(period) + " and their lifecycle");
        holes.put("unit", SqlLiterals.unitOf(period));
        holes.put("period_start", RetentionParts.periodStart(period));
        holes.put("next_period", RetentionParts.nextPeriod(period));
        holes.put("comparison", SideSql.comparison("early", "late", "'no_mature_cohorts'"));
        return SqlTemplate.parse(rows.source().with(holes)).render(grammar, literals);
    }

    /** Refuses by an {@link InvalidDefinitionException} what cannot be said in SQL; it names the field and the reason. */
    public static void check(Filters filters) {
        SqlUsers.check(filters);
    }
}
