package dev.lodestar.ingest.reading;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of what a client sent: its place in the source (1 is the first) and its bytes as they came. */
public sealed interface SourceRow {
    long number();

    /** The row as it came, without its line end; truncated when the row is {@link Fault#TOO_LONG}. */
    byte[] raw();

    /** A row of a CSV file, one value for each column of the header. */
    record Cells(long number, byte[] raw, CsvHeader header, List<String> values) implements SourceRow {
        /** The value of a column, null when the file does not have the column or the cell is empty. */
        public @Nullable String get(String column) {
            int index = header.indexOf(column);
            if (index < 0) {
                return null;
            }
            String value = values.get(index);
            return value.isEmpty() ? null : value;
        }
    }

    /** A row that should be a JSON object; not looked into yet. */
    record Json(long number, byte[] raw) implements SourceRow {}

    /**
     * Bytes that are no row.
     *
     * @param length how many bytes the row has in the source, which is more than {@code raw} holds when it was cut
     * @param detail what is wrong, for people
     */
    record Unreadable(long number, byte[] raw, long length, Fault fault, String detail) implements SourceRow {}

    /** Why bytes are no row. */
    enum Fault {
        /** The bytes do not follow the format. */
        MALFORMED,
        /** The row is longer than the limit. */
        TOO_LONG
    }
}
