package dev.lodestar.engine.revenue;

import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.query.CohortRevenueQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.PeriodTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the rows of cohort revenue from a tally. */
final class CohortRevenueRows {
    private static final double MICROS = 1e6;

    private final PeriodTable months;
    private final Inquiry inquiry;
    private final boolean known;

    CohortRevenueRows(PeriodTable months, Inquiry inquiry, boolean known) {
        this.months = months;
        this.inquiry = inquiry;
        this.known = known;
    }

    /** One row a cohort that has users, in time order. */
    List<CohortRevenue> cohorts(Tally tally) {
        List<CohortRevenue> rows = new ArrayList<>();
        for (int cohort = 0; cohort < months.size(); cohort++) {
            long[] counts = counts(tally, cohort);
            if (counts[0] > 0) {
                rows.add(row(months.startDate(cohort), counts, cumulative(counts)));
            }
        }
        return rows;
    }

    /** All cohorts together. */
    CohortRevenue total(Tally tally) {
        long[] sum = new long[CohortRevenueQuery.REVENUE_COLUMN + months.size()];
        for (int cohort = 0; cohort < months.size(); cohort++) {
            long[] counts = counts(tally, cohort);
            for (int i = 0; i < counts.length; i++) {
                sum[i] = Math.addExact(sum[i], counts[i]);
            }
        }
        return row(null, sum, pooled(tally));
    }

    private long[] counts(Tally tally, int cohort) {
        return tally.row(Integer.toString(cohort), CohortRevenueQuery.REVENUE_COLUMN + months.size() - cohort);
    }

    private static List<Double> cumulative(long[] counts) {
        List<Double> perUser = new ArrayList<>();
        long micros = 0;
        for (int i = CohortRevenueQuery.REVENUE_COLUMN; i < counts.length; i++) {
            micros = Math.addExact(micros, counts[i]);
            perUser.add(micros / MICROS / counts[0]);
        }
        return perUser;
    }

    /** At each age, over the cohorts whose month of that age is complete. */
    private List<Double> pooled(Tally tally) {
        List<Double> perUser = new ArrayList<>();
        for (int age = 0; age < months.size(); age++) {
            long micros = 0;
            long size = 0;
            for (int cohort = 0; cohort + age < months.size() && inquiry.isComplete(months, cohort + age); cohort++) {
                long[] counts = counts(tally, cohort);
                size += counts[0];
                for (int i = 0; i <= age; i++) {
                    micros = Math.addExact(micros, counts[CohortRevenueQuery.REVENUE_COLUMN + i]);
                }
            }
            if (size > 0) {
                perUser.add(micros / MICROS / size);
            }
        }
        return perUser;
    }

    private CohortRevenue row(@Nullable LocalDate cohort, long[] counts, List<Double> cumulative) {
        long size = counts[0];
        if (!known) {
            return new CohortRevenue(
                    cohort,
                    size,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    false,
                    Reason.NO_INVOICES,
                    List.of());
        }
        long paying = counts[1];
        long micros = 0;
        for (int i = CohortRevenueQuery.REVENUE_COLUMN; i < counts.length; i++) {
            micros = Math.addExact(micros, counts[i]);
        }
        double revenue = micros / MICROS;
        Double arpu = Ratio.of(revenue, (double) size);
        return new CohortRevenue(
                cohort,
                size,
                paying,
                Ratio.of(paying, size),
                revenue,
                arpu,
                Ratio.of(revenue, (double) paying),
                arpu,
                null,
                null,
                null,
                !inquiry.extent().revenue(),
                Reason.NO_MODEL,
                cumulative);
    }
}
