package dev.lodestar.cohort.comparison;

import dev.lodestar.engine.cohort.ComparisonAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of cohort_comparison.csv. */
final class ComparisonTable {
    private ComparisonTable() {}

    static CsvTable of(ComparisonAnswer answer) {
        CsvTable table = CsvTable.of(
                "period",
                "early_active",
                "early_size",
                "early_rate",
                "late_active",
                "late_size",
                "late_rate",
                "difference",
                "ci_low",
                "ci_high",
                "z",
                "p_value",
                "p_adjusted");
        answer.periods()
                .forEach(period -> table.row(
                        period.period(),
                        period.earlyActive(),
                        period.earlySize(),
                        period.earlyRate(),
                        period.lateActive(),
                        period.lateSize(),
                        period.lateRate(),
                        period.difference(),
                        period.ciLow(),
                        period.ciHigh(),
                        period.z(),
                        period.pValue(),
                        period.pAdjusted()));
        return table;
    }
}
