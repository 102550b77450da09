package dev.lodestar.metrics.activation;

import dev.lodestar.engine.activation.ActivationAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The rates as a table. */
final class ActivationTable {
    private ActivationTable() {}

    static CsvTable of(ActivationAnswer answer) {
        CsvTable table = CsvTable.of("within_days", "eligible_users", "activated_users", "rate", "ci_low", "ci_high");
        answer.rates()
                .forEach(rate -> table.row(
                        rate.withinDays(),
                        rate.eligibleUsers(),
                        rate.activatedUsers(),
                        rate.rate(),
                        rate.ciLow(),
                        rate.ciHigh()));
        return table;
    }
}
