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

    /** The accessors of a record's class, looked up once: millions of records are compared, and each look-up would make them anew. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    /** Fails with the path of the first difference. */
    static void assertSame(String what, @Nullable Object actual, @Nullable Object expected) {
        String difference = difference(actual, expected);
        if (difference != null) {
            throw new AssertionError(what + difference);
        }
    }

    /** What differs first, from the path below these two on; null where nothing does. */
    private static @Nullable String difference(@Nullable Object actual, @Nullable Object expected) {
        if (actual instanceof List<?> ours && expected instanceof List<?> theirs) {
            return differenceOfLists(ours, theirs);
        }
        if (actual instanceof Record ours
                && expected instanceof Record theirs
                && ours.getClass() == theirs.getClass()) {
            return differenceOfRecords(ours, theirs);
        }
        return isSame(actual, expected) ? null : ": engine " + actual + ", oracle " + expected;
    }

    private static @Nullable String differenceOfLists(List<?> ours, List<?> theirs) {
        if (ours.size() != theirs.size()) {
            return ": engine has " + ours.size() + " rows, oracle " + theirs.size() + "\n  " + ours + "\n  " + theirs;
        }
        for (int i = 0; i < ours.size(); i++) {
            String difference = difference(ours.get(i), theirs.get(i));
            if (difference != null) {
                return "[" + i + "]" + difference;
            }
        }
        return null;
    }

    private static @Nullable String differenceOfRecords(Record ours, Record theirs) {
        for (RecordComponent component : COMPONENTS.get(ours.getClass())) {
            String difference = difference(value(component, ours), value(component, theirs));
            if (difference != null) {
                return "." + component.getName() + difference + "\n  engine " + ours + "\n  oracle " + theirs;
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
