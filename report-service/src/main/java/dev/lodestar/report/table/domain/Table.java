package dev.lodestar.report.table.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table with named columns. Cells are text, numbers, booleans or null.
 *
 * @param name file name in the bundle
 */
public record Table(String name, List<String> columns, List<List<@Nullable Object>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = Collections.unmodifiableList(rows);
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("every row of " + name + " must have " + width + " cells");
        }
    }

    /** One column: its name and how a row's source yields its cell. */
    record Column<T>(String name, Function<T, @Nullable Object> cell) {
        static <T> Column<T> column(String name, Function<T, @Nullable Object> cell) {
            return new Column<>(name, cell);
        }

        /** The same column over something that leads to a {@code T}. */
        <S> Column<S> of(Function<S, T> path) {
            return new Column<>(name, source -> cell.apply(path.apply(source)));
        }
    }

    static <T> Table of(String name, List<Column<T>> columns, Stream<T> sources) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        sources.forEach(source -> rows.add(row(columns, source)));
        return new Table(name, columns.stream().map(Column::name).toList(), rows);
    }

    private static <T> List<@Nullable Object> row(List<Column<T>> columns, T source) {
        List<@Nullable Object> cells = new ArrayList<>(columns.size());
        for (Column<T> column : columns) {
            cells.add(column.cell().apply(source));
        }
        return cells;
    }
}
