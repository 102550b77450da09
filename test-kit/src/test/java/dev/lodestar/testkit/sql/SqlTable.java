package dev.lodestar.testkit.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query returned, as text. */
record SqlTable(List<String> columns, List<List<@Nullable String>> rows) {

    /** Some of the columns, each row as one line of comma-separated values, nulls empty: how a reader would check it by hand. */
    List<String> lines(String... names) {
        return rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    for (String name : names) {
                        cells.add(cell(row, name));
                    }
                    return String.join(",", cells);
                })
                .toList();
    }

    private String cell(List<@Nullable String> row, String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new AssertionError("no column " + name + " among " + columns);
        }
        String value = row.get(index);
        return value == null ? "" : value;
    }

    @Nullable
    String text(int row, String name) {
        String cell = cell(rows.get(row), name);
        return cell.isEmpty() ? null : cell;
    }

    @Nullable
    Long integer(int row, String name) {
        String cell = text(row, name);
        return cell == null ? null : Long.valueOf(cell);
    }

    @Nullable
    Double number(int row, String name) {
        String cell = text(row, name);
        return cell == null ? null : Double.valueOf(cell);
    }
}
