package dev.lodestar.report.table.domain;

import dev.lodestar.report.answer.domain.Evidence;
import java.util.List;
import java.util.stream.Stream;

/**
 * All tables of a bundle that come from answers. A table of an answer that is missing has its header and no rows: a file that is promised is there.
 * The one table of single users, activation.csv, is streamed and never passes through here.
 */
public final class BundleTables {
    /** Columns of activation.csv, the table of single users. */
    public static final List<String> ACTIVATION_COLUMNS =
            List.of("user_id", "segment", "channel", "status", "hours_to_activation");

    private BundleTables() {}

    public static List<Table> of(Evidence evidence) {
        return Stream.of(
                        ActivityTables.of(evidence),
                        FunnelTables.of(evidence),
                        CohortTables.of(evidence),
                        GrowthTables.of(evidence))
                .flatMap(List::stream)
                .toList();
    }
}
