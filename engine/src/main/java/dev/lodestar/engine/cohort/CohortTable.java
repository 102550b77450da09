package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.PeriodTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cohorts of a retention tally that have users, in time order. */
final class CohortTable {
    private CohortTable() {}

    /**
     * A cohort with its counts.
     *
     * @param index its index among the periods
     * @param start the first day of its period
     * @param size its users
     * @param active its active users by age
     */
    @SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
    record Cohort(int index, LocalDate start, long size, long[] active) {
        Cohort plus(Cohort other) {
            long[] sum = Arrays.copyOf(active, Math.max(active.length, other.active.length));
            for (int age = 0; age < other.active.length; age++) {
                sum[age] += other.active[age];
            }
            return new Cohort(index, start, size + other.size, sum);
        }
    }

    /** The cohorts of one group; without groups all are of the first. */
    static List<Cohort> of(Tally tally, PeriodTable periods, int group) {
        List<Cohort> cohorts = new ArrayList<>();
        for (int index = 0; index < periods.size(); index++) {
            long[] row = tally.row(RetentionQuery.row(group, index), 1);
            if (row[0] > 0) {
                cohorts.add(
                        new Cohort(index, periods.startDate(index), row[0], Arrays.copyOfRange(row, 1, row.length)));
            }
        }
        return cohorts;
    }

    /** The cohorts of all groups together. */
    static List<Cohort> together(List<List<Cohort>> groups) {
        Map<Integer, Cohort> sums = new TreeMap<>();
        groups.forEach(cohorts -> cohorts.forEach(cohort -> sums.merge(cohort.index(), cohort, Cohort::plus)));
        return List.copyOf(sums.values());
    }
}
