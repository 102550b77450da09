package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;

/**
 * When the columns of a cohort start and end.
 *
 * @param calendar the calendar of the answer
 * @param periods the periods of the cohorts
 * @param to the day on which the data end
 * @param definition what is asked
 */
record RetentionAges(ProjectCalendar calendar, PeriodTable periods, int to, RetentionDefinition definition) {
    /** Whether the cohort has the column at all: it starts before the data end. */
    boolean hasStarted(int cohort, int column) {
        return switch (definition.mode()) {
            case ON, ON_OR_AFTER -> periods.firstDay(cohort + column) < to;
            case ROLLING -> windowStart(periods.firstDay(cohort), column) < calendar.startOf(to);
            case BRACKET ->
                column + 1 < definition.brackets().size()
                        && periods.firstDay(cohort) + definition.brackets().get(column) < to;
        };
    }

    /** Whether the column is over for the cohort's last possible start. */
    boolean isComplete(int cohort, int column) {
        return switch (definition.mode()) {
            case ON, ON_OR_AFTER -> periods.firstDay(cohort + column + 1) <= to;
            case ROLLING -> windowStart(periods.firstDay(cohort + 1), column + 1) <= calendar.startOf(to);
            case BRACKET ->
                periods.firstDay(cohort + 1) - 1 + definition.brackets().get(column + 1) <= to;
        };
    }

    /** Rolling windows are of 24 hours a day, whatever the clocks do. */
    private long windowStart(int day, int column) {
        long days = (long) column * RetentionQuery.windowDays(definition.period());
        return calendar.startOf(day) + days * ProjectCalendar.DAY_MILLIS;
    }

    /** How many columns the cohort has. */
    int columns(int cohort) {
        int columns = 0;
        while (hasStarted(cohort, columns)) {
            columns++;
        }
        return columns;
    }
}
