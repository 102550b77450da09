package dev.lodestar.ingest.imports;

import dev.lodestar.ingest.reading.SourceRow;
import java.util.ArrayList;
import java.util.List;

/** Rows of a file that go on together: a number of them, and of large rows fewer. Belongs to one thread. */
final class Chunk {
    private final int maxRows;
    private final int maxBytes;
    private List<SourceRow> rows = new ArrayList<>();
    private long bytes;

    Chunk(int maxRows, int maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /** Says whether no other row should be added: the limit of bytes is passed by less than a row. */
    boolean add(SourceRow row) {
        rows.add(row);
        bytes += row.raw().length;
        return rows.size() >= maxRows || bytes >= maxBytes;
    }

    /** The rows so far; the next one begins anew. */
    List<SourceRow> take() {
        List<SourceRow> taken = rows;
        rows = new ArrayList<>();
        bytes = 0;
        return taken;
    }
}
