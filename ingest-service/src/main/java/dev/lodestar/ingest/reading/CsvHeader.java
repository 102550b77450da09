package dev.lodestar.ingest.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The column names of a CSV file, in the file's order. */
public final class CsvHeader {
    private final String line;
    private final List<String> columns;
    private final Map<String, Integer> indexes = new HashMap<>();

    /** Throws {@link UnreadableSourceException} when a name is empty or stands twice. */
    CsvHeader(String line, List<String> names) {
        this.line = line;
        columns = names.stream().map(String::strip).toList();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (column.isEmpty()) {
                throw new UnreadableSourceException("column " + (i + 1) + " of the header has no name");
            }
            Integer before = indexes.put(column, i);
            if (before != null) {
                throw new UnreadableSourceException(
                        "columns " + (before + 1) + " and " + (i + 1) + " of the header have the same name");
            }
        }
    }

    /** The header as it came, without its line end. */
    public String line() {
        return line;
    }

    public List<String> columns() {
        return columns;
    }

    public boolean has(String column) {
        return indexes.containsKey(column);
    }

    /** Position of a column, -1 when the file does not have it. */
    int indexOf(String column) {
        return indexes.getOrDefault(column, -1);
    }
}
