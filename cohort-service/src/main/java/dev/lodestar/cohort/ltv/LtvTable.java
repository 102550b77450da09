package dev.lodestar.cohort.ltv;

import dev.lodestar.engine.revenue.CohortRevenueAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of cohort_ltv.csv. */
final class LtvTable {
    private LtvTable() {}

    static CsvTable of(CohortRevenueAnswer answer) {
        CsvTable table = CsvTable.of(
                "cohort",
                "cohort_size",
                "paying_users",
                "conversion_rate",
                "revenue",
                "arpu",
                "arppu",
                "ltv_to_date",
                "ltv_projected",
                "ltv_low",
                "ltv_high",
                "estimated");
        answer.cohorts()
                .forEach(cohort -> table.row(
                        cohort.cohort(),
                        cohort.cohortSize(),
                        cohort.payingUsers(),
                        cohort.conversionRate(),
                        cohort.revenue(),
                        cohort.arpu(),
                        cohort.arppu(),
                        cohort.ltvToDate(),
                        cohort.ltvProjected(),
                        cohort.ltvLow(),
                        cohort.ltvHigh(),
                        cohort.estimated()));
        return table;
    }
}
