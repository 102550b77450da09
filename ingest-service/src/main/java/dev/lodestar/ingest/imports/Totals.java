package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.intake.Submission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has been settled of a file so far. Thread-safe. */
final class Totals {
    private final Map<Integer, Long> offsets = new TreeMap<>();
    private List<String> ignoredColumns = List.of();
    private String header = "";
    private long rowsRead;
    private long accepted;
    private long quarantined;

    /** The header of a CSV file as it came, and those of its columns that nobody reads. */
    synchronized void header(String line, List<String> ignored) {
        header = line;
        ignoredColumns = ignored;
    }

    synchronized void add(Submission settled, Map<Integer, Long> endOffsets) {
        rowsRead += settled.rows();
        accepted += settled.accepted();
        quarantined += settled.quarantined();
        endOffsets.forEach((partition, end) -> offsets.merge(partition, end, Math::max));
    }

    synchronized long rowsRead() {
        return rowsRead;
    }

    synchronized long quarantined() {
        return quarantined;
    }

    synchronized void copyTo(ImportEntity row) {
        row.rowsRead = rowsRead;
        row.accepted = accepted;
        row.quarantined = quarantined;
        row.offsets = new TreeMap<>(offsets);
        row.ignoredColumns = ignoredColumns;
        row.header = header;
    }
}
