package dev.lodestar.e2e;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of the bundle, read by column names.
 *
 * @param header the columns in order
 * @param rows each by column name
 */
record CsvFile(List<String> header, List<Map<String, String>> rows) {
    static CsvFile read(Path file) {
        List<String> header = new ArrayList<>();
        List<Map<String, String>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : reader) {
                if (header.isEmpty()) {
                    header.addAll(line.getHeader());
                }
                rows.add(line.getFieldsAsMap());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CsvFile(header, rows);
    }

    /** The rows in which a column has a value. */
    CsvFile where(String column, String value) {
        return new CsvFile(
                header,
                rows.stream().filter(row -> value.equals(row.get(column))).toList());
    }

    /** The cells of some columns, row by row; an empty cell is null. */
    List<List<@Nullable String>> cells(String... columns) {
        List<List<@Nullable String>> cells = new ArrayList<>();
        for (Map<String, String> row : rows) {
            List<@Nullable String> line = new ArrayList<>();
            for (String column : columns) {
                String cell = row.get(column);
                if (cell == null) {
                    throw new AssertionError("there is no column " + column + " in " + header);
                }
                line.add(cell.isEmpty() ? null : cell);
            }
            cells.add(line);
        }
        return cells;
    }
}
