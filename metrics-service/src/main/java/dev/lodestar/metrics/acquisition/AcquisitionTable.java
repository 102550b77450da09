package dev.lodestar.metrics.acquisition;

import dev.lodestar.engine.acquisition.AcquisitionAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** Visitors and spend by month. */
final class AcquisitionTable {
    private AcquisitionTable() {}

    static CsvTable of(AcquisitionAnswer answer) {
        CsvTable table = CsvTable.of("month", "visitors", "spend");
        answer.monthly().forEach(month -> table.row(month.month(), month.visitors(), month.spend()));
        return table;
    }
}
