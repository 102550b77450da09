package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Proportion;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.CohortTable.Cohort;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The retention matrix of cohorts by signup period. The range narrows who signed up; activity counts from the start of a cohort's own
 * period, even one that the range cuts, up to the end of the range.
 *
 * <p>A cohort has a cell for every period that starts before the end of the range; a cell whose period is not complete by then is
 * censored: no count, no rate. In rolling windows a cell is complete when the window of the cohort's last possible signup is. Where the
 * data hold no active event, no cell has a count.
 */
public final class RetentionAnalysis {
    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public RetentionAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** The matrix and its pooled columns. */
    public RetentionAnswer analyse(Scope scope, CalendarPeriod period, RetentionMode mode) {
        Inquiry inquiry = new Inquiry(context, scope);
        PeriodTable periods = PeriodTable.fromPeriodStart(inquiry.calendar(), period, inquiry.range());
        Tally tally = inquiry.ask(new RetentionQuery(period, mode, inquiry.range(), inquiry.filters()));
        Ages ages =
                new Ages(inquiry.calendar(), periods, inquiry.range().to(), mode, RetentionQuery.windowDays(period));
        List<RetentionCohort> cohorts = new ArrayList<>();
        for (Cohort cohort : CohortTable.of(tally, periods)) {
            cohorts.add(row(cohort, ages, inquiry.extent().activity()));
        }
        Map<String, @Nullable Object> definition = inquiry.definition("retention");
        definition.put("period", period.wireName());
        definition.put("mode", mode.wireName());
        definition.put("cohort_event", "signup");
        definition.put("cohort_type", "first");
        definition.put("return_event", "any_active");
        return new RetentionAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                period.wireName(),
                mode.wireName(),
                cohorts,
                pooled(cohorts),
                inquiry.inactivity());
    }

    /** When the periods of a cohort's life start and end. */
    private record Ages(ProjectCalendar calendar, PeriodTable periods, int to, RetentionMode mode, int windowDays) {
        boolean hasStarted(int cohort, int age) {
            return mode == RetentionMode.ROLLING
                    ? windowStart(periods.firstDay(cohort), age) < calendar.startOf(to)
                    : periods.firstDay(cohort + age) < to;
        }

        /** Rolling windows are of 24 hours a day, whatever the clocks do. */
        private long windowStart(int day, int age) {
            return calendar.startOf(day) + (long) age * windowDays * ProjectCalendar.DAY_MILLIS;
        }

        boolean isComplete(int cohort, int age) {
            return mode == RetentionMode.ROLLING
                    ? windowStart(periods.firstDay(cohort + 1), age + 1) <= calendar.startOf(to)
                    : periods.firstDay(cohort + age + 1) <= to;
        }
    }

    private static RetentionCohort row(Cohort cohort, Ages ages, boolean activity) {
        List<RetentionCell> cells = new ArrayList<>();
        for (int age = 0; ages.hasStarted(cohort.index(), age); age++) {
            boolean complete = ages.isComplete(cohort.index(), age);
            cells.add(
                    complete && activity
                            ? cell(cohort, age)
                            : new RetentionCell(age, null, null, null, null, !complete));
        }
        return new RetentionCohort(cohort.start(), cohort.size(), cells);
    }

    private static RetentionCell cell(Cohort cohort, int age) {
        long active = age < cohort.active().length ? cohort.active()[age] : 0;
        Proportion share = Proportion.of(active, cohort.size());
        return new RetentionCell(age, active, share.rate(), share.ciLow(), share.ciHigh(), false);
    }

    private static List<PooledRetention> pooled(List<RetentionCohort> cohorts) {
        int columns =
                cohorts.stream().mapToInt(cohort -> cohort.cells().size()).max().orElse(0);
        List<PooledRetention> pooled = new ArrayList<>(columns);
        for (int age = 0; age < columns; age++) {
            pooled.add(column(cohorts, age));
        }
        return pooled;
    }

    private static PooledRetention column(List<RetentionCohort> cohorts, int age) {
        long active = 0;
        long size = 0;
        for (RetentionCohort cohort : cohorts) {
            Long count = age < cohort.cells().size() ? cohort.cells().get(age).activeUsers() : null;
            if (count != null) {
                active += count;
                size += cohort.size();
            }
        }
        Proportion share = Proportion.of(active, size);
        return size == 0
                ? new PooledRetention(age, null, null, null, null, null)
                : new PooledRetention(age, active, size, share.rate(), share.ciLow(), share.ciHigh());
    }
}
