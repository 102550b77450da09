package dev.lodestar.metrics.poweruser;

import dev.lodestar.engine.poweruser.PowerUserAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The columns of power_users.csv. */
final class PowerUserTable {
    private PowerUserTable() {}

    static CsvTable of(PowerUserAnswer answer) {
        CsvTable table = CsvTable.of("active_days", "users", "users_at_least", "is_power");
        answer.curve()
                .forEach(point -> table.row(point.activeDays(), point.users(), point.usersAtLeast(), point.isPower()));
        return table;
    }
}
