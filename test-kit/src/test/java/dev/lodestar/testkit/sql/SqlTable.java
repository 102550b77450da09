package dev.lodestar.testkit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a query returned, as text. */
record SqlTable(List<String> columns, List<List<@Nullable String>> rows) {
    private static final double TOLERANCE = 1e-9;

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

    /** Holds some of the columns against what they should say, row by row. */
    void requireSame(String where, List<String> names, Stream<List<@Nullable Object>> expected) {
        List<List<@Nullable Object>> wanted = expected.toList();
        assertThat(rows).as(where).hasSize(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            for (int j = 0; j < names.size(); j++) {
                String cell = where + "\nrow " + wanted.get(i) + ", " + names.get(j);
                requireSame(cell, text(i, names.get(j)), wanted.get(i).get(j));
            }
        }
    }

    /** Counts, names and dates to the letter, rates and sums within rounding. */
    static void requireSame(String cell, @Nullable String actual, @Nullable Object expected) {
        if (actual == null || expected == null) {
            assertThat((Object) actual).as(cell).isEqualTo(expected);
            return;
        }
        switch (expected) {
            case Double number ->
                assertThat(Double.parseDouble(actual))
                        .as(cell)
                        .isCloseTo(number, within(TOLERANCE * Math.max(1, Math.abs(number))));
            case Boolean flag -> assertThat(actual).as(cell).isEqualTo(flag ? "t" : "f");
            default -> assertThat(actual).as(cell).isEqualTo(expected.toString());
        }
    }
}
