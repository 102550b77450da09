package dev.lodestar.host.disclosure.domain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gauss and Jordan's elimination over the rationals, in whole numbers: rows are kept without a common divisor. An unknown is determined when a row of
 * the reduced form has it alone.
 */
final class Elimination {
    private final Map<Integer, TreeMap<Integer, Long>> byPivot = new HashMap<>();
    private final Effort effort;

    /**
     * A sum of which nothing is told but that it is known.
     *
     * @param unknowns by number
     * @param signs 1 or -1, for each of them
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody writes to them
    record Equation(int[] unknowns, int[] signs) {}

    private Elimination(Effort effort) {
        this.effort = effort;
    }

    /** The unknowns that the equations determine; null when the effort left, or the size of whole numbers, does not suffice to tell. */
    static @Nullable BitSet determined(List<Equation> equations, Effort effort) {
        Elimination elimination = new Elimination(effort);
        try {
            for (Equation equation : equations) {
                if (!elimination.take(equation)) {
                    return null;
                }
            }
        } catch (ArithmeticException tooLarge) {
            return null;
        }
        BitSet determined = new BitSet();
        elimination.byPivot.forEach((pivot, row) -> determined.set(pivot, row.size() == 1));
        return determined;
    }

    private boolean take(Equation equation) {
        TreeMap<Integer, Long> row = new TreeMap<>();
        for (int i = 0; i < equation.unknowns().length; i++) {
            row.merge(equation.unknowns()[i], (long) equation.signs()[i], Math::addExact);
        }
        row.values().removeIf(coefficient -> coefficient == 0);
        for (int unknown : new ArrayList<>(row.keySet())) {
            TreeMap<Integer, Long> pivotRow = byPivot.get(unknown);
            if (pivotRow != null && !eliminate(row, unknown, pivotRow)) {
                return false;
            }
        }
        if (row.isEmpty()) {
            return true;
        }
        int pivot = row.firstKey();
        for (TreeMap<Integer, Long> other : byPivot.values()) {
            if (other.containsKey(pivot) && !eliminate(other, pivot, row)) {
                return false;
            }
        }
        byPivot.put(pivot, row);
        return effort.spend(byPivot.size());
    }

    /** Takes a multiple of another row from a row, so that the unknown vanishes from it. */
    private boolean eliminate(TreeMap<Integer, Long> row, int unknown, TreeMap<Integer, Long> other) {
        Long own = row.get(unknown);
        Long theirs = other.get(unknown);
        if (own == null || theirs == null) {
            return true;
        }
        long times = Math.negateExact(own);
        row.replaceAll((key, value) -> Math.multiplyExact(value, theirs));
        other.forEach((key, value) -> row.merge(key, Math.multiplyExact(value, times), Math::addExact));
        row.values().removeIf(coefficient -> coefficient == 0);
        long divisor = row.values().stream().reduce(0L, Elimination::commonDivisor);
        if (divisor > 1) {
            row.replaceAll((key, value) -> value / divisor);
        }
        return effort.spend((long) row.size() + other.size());
    }

    private static long commonDivisor(long one, long other) {
        return other == 0 ? Math.abs(one) : commonDivisor(other, one % other);
    }
}
