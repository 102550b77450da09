package dev.lodestar.metrics.path;

import dev.lodestar.engine.path.PathAnswer;
import dev.lodestar.kit.wire.CsvTable;

/** The busiest whole paths, a row each. */
final class PathsTable {
    private static final String ARROW = " > ";

    private PathsTable() {}

    static CsvTable of(PathAnswer answer) {
        CsvTable table = CsvTable.of("path", "steps", "ended", "users", "share");
        answer.sequences()
                .forEach(sequence -> table.row(
                        String.join(ARROW, sequence.steps()),
                        sequence.steps().size(),
                        sequence.ended(),
                        sequence.users(),
                        sequence.share()));
        return table;
    }
}
