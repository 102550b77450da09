package dev.lodestar.engine.cohort;

import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.PeriodTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

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
    record Cohort(int index, LocalDate start, long size, long[] active) {}

    static List<Cohort> of(Tally tally, PeriodTable periods) {
        List<Cohort> cohorts = new ArrayList<>();
        for (int index = 0; index < periods.size(); index++) {
            long[] row = tally.row(Integer.toString(index), 1);
            if (row[0] > 0) {
                long[] active = new long[row.length - 1];
                System.arraycopy(row, 1, active, 0, active.length);
                cohorts.add(new Cohort(index, periods.startDate(index), row[0], active));
            }
        }
        return cohorts;
    }
}
