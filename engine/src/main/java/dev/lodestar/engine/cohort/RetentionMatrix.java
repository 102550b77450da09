package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.Proportion;
import dev.lodestar.engine.cohort.CohortTable.Cohort;
import java.util.ArrayList;
import java.util.List;

/** Turns counts into the rows and pooled columns of a retention matrix. */
final class RetentionMatrix {
    private final RetentionAges ages;
    private final boolean activity;

    /** @param activity whether the data hold any active event; without, no cell has a count */
    RetentionMatrix(RetentionAges ages, boolean activity) {
        this.ages = ages;
        this.activity = activity;
    }

    List<RetentionCohort> rows(List<Cohort> cohorts) {
        return cohorts.stream().map(this::row).toList();
    }

    private RetentionCohort row(Cohort cohort) {
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

    static List<PooledRetention> pooled(List<RetentionCohort> cohorts) {
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
