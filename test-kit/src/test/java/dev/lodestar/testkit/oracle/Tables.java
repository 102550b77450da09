package dev.lodestar.testkit.oracle;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares whole tables of records. Integers, dates and texts must be equal; floating-point figures may differ by a
 * rounding of {@value #ROUNDING}, relative or absolute, since their formulas may be evaluated in another order.
 */
final class Tables {

    private static final double ROUNDING = 1e-9;

    private Tables() {}

    /** Fails with the path of the first difference. */
    static void assertSame(String what, @Nullable Object actual, @Nullable Object expected) {
        String difference = difference(what, actual, expected);
        if (difference != null) {
            throw new AssertionError(difference);
        }
    }

    private static @Nullable String difference(String path, @Nullable Object actual, @Nullable Object expected) {
        if (actual instanceof List<?> ours && expected instanceof List<?> theirs) {
            return differenceOfLists(path, ours, theirs);
        }
        if (actual instanceof Record ours
                && expected instanceof Record theirs
                && ours.getClass() == theirs.getClass()) {
            return differenceOfRecords(path, ours, theirs);
        }
        return isSame(actual, expected) ? null : path + ": engine " + actual + ", oracle " + expected;
    }

    private static @Nullable String differenceOfLists(String path, List<?> ours, List<?> theirs) {
        if (ours.size() != theirs.size()) {
            return path + ": engine has " + ours.size() + " rows, oracle " + theirs.size() + "\n  " + ours + "\n  "
                    + theirs;
        }
        for (int i = 0; i < ours.size(); i++) {
            String difference = difference(path + "[" + i + "]", ours.get(i), theirs.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable String differenceOfRecords(String path, Record ours, Record theirs) {
        for (RecordComponent component : ours.getClass().getRecordComponents()) {
            String difference =
                    difference(path + "." + component.getName(), value(component, ours), value(component, theirs));
            if (difference != null) {
                return difference + "\n  engine " + ours + "\n  oracle " + theirs;
            }
        }
        return null;
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot read " + component, e);
        }
    }

    private static boolean isSame(@Nullable Object actual, @Nullable Object expected) {
        if (actual instanceof Double one && expected instanceof Double other) {
            return Math.abs(one - other) <= ROUNDING * Math.max(1, Math.abs(other));
        }
        return actual == null ? expected == null : actual.equals(expected);
    }
}
