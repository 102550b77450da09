package dev.lodestar.metrics.stickiness;

import dev.lodestar.engine.activity.StickinessAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of stickiness.csv. */
final class StickinessTable {
    private StickinessTable() {}

    static CsvTable of(StickinessAnswer answer) {
        CsvTable table = CsvTable.of("date", "dau", "wau", "mau", "dau_wau_ratio", "dau_mau_ratio", "wau_mau_ratio");
        answer.series()
                .forEach(day -> table.row(
                        day.date(),
                        day.dau(),
                        day.wau(),
                        day.mau(),
                        day.dauWauRatio(),
                        day.dauMauRatio(),
                        day.wauMauRatio()));
        return table;
    }
}
