package dev.lodestar.cohort.comparison;

import dev.lodestar.engine.cohort.SideComparisonAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The periods of a comparison of two sets, a row each. */
final class SideTable {
    private SideTable() {}

    static CsvTable of(SideComparisonAnswer answer) {
        CsvTable table = CsvTable.of(
                "period",
                "a_active",
                "a_size",
                "a_rate",
                "b_active",
                "b_size",
                "b_rate",
                "difference",
                "ci_low",
                "ci_high",
                "z",
                "p_value",
                "p_adjusted");
        answer.periods()
                .forEach(period -> table.row(
                        period.period(),
                        period.aActive(),
                        period.aSize(),
                        period.aRate(),
                        period.bActive(),
                        period.bSize(),
                        period.bRate(),
                        period.difference(),
                        period.ciLow(),
                        period.ciHigh(),
                        period.z(),
                        period.pValue(),
                        period.pAdjusted()));
        return table;
    }
}
