package dev.lodestar.host.disclosure.domain;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gauss and Jordan's elimination over the rationals, in whole numbers: rows are kept without a common divisor. First each row loses the pivots of those
 * before it, then, from the last pivot on, those of the others. An unknown is determined when a row of this reduced form has it alone.
 */
final class Elimination {
    private final TreeMap<Integer, TreeMap<Integer, Long>> byPivot = new TreeMap<>();
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
            if (!elimination.reduce()) {
                return null;
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
        if (!reduce(row, Integer.MIN_VALUE)) {
            return false;
        }
        if (!row.isEmpty()) {
            byPivot.put(row.firstKey(), row);
        }
        return true;
    }

    /** Takes from each row the pivots of the others, of which the rows of the later pivots are free already. */
    private boolean reduce() {
        for (Map.Entry<Integer, TreeMap<Integer, Long>> entry :
                byPivot.descendingMap().entrySet()) {
            if (!reduce(entry.getValue(), entry.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** Takes from a row the pivots after a column, one after the other, because eliminating one may bring later ones. */
    private boolean reduce(TreeMap<Integer, Long> row, int after) {
        for (Integer unknown = row.higherKey(after); unknown != null; unknown = row.higherKey(unknown)) {
            TreeMap<Integer, Long> pivotRow = byPivot.get(unknown);
            if (pivotRow != null && !eliminate(row, unknown, pivotRow)) {
                return false;
            }
        }
        return effort.spend(row.size());
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
