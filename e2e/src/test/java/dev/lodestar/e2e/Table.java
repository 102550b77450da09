package dev.lodestar.e2e;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Rows as the oracle has them, to be held against the cells of a file: integers and texts exactly, rates to twelve digits. */
final class Table {
    private static final double RELATIVE_TOLERANCE = 1e-12;

    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    Table row(@Nullable Object... cells) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell);
        }
        rows.add(row);
        return this;
    }

    /** Fails naming the first row and column that differ. */
    void assertEqualTo(List<List<@Nullable String>> cells, String what) {
        Assertions.assertThat(cells).as(what + ": number of rows").hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < rows.get(i).size(); j++) {
                Object expected = rows.get(i).get(j);
                String actual = cells.get(i).get(j);
                if (!same(expected, actual)) {
                    Assertions.fail(
                            "%s, row %d, cell %d: expected %s, found %s; row %s",
                            what, i, j, expected, actual, cells.get(i));
                }
            }
        }
    }

    private static boolean same(@Nullable Object expected, @Nullable String actual) {
        if (expected == null || actual == null) {
            return expected == null && actual == null;
        }
        if (expected instanceof Double number) {
            double found = Double.parseDouble(actual);
            return Math.abs(found - number) <= RELATIVE_TOLERANCE * Math.max(1, Math.abs(number));
        }
        if (expected instanceof Number number) {
            return new BigDecimal(actual).compareTo(new BigDecimal(number.toString())) == 0;
        }
        return expected.toString().equals(actual);
    }
}
