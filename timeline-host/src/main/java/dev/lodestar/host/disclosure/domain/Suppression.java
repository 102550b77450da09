package dev.lodestar.host.disclosure.domain;

import dev.lodestar.host.disclosure.domain.Component.Equation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Withholds further counts of a table until no small one follows from what is shown. As long as one does, the smallest shown count near it goes too;
 * counts of 0 go after them, and those that are known anyway last. Where looking takes too long, everything tied to the small count goes.
 */
final class Suppression {
    private static final long EFFORT = 40_000_000;
    private static final int NEAR = 2;

    /** What gathering one unknown and its sums takes, in steps of the search: most of the time that a large table takes. */
    private static final long GATHERING = 20;

    private final CountTable table;
    private final int[][] uses;
    private final Effort effort = new Effort(EFFORT);

    Suppression(CountTable table) {
        this.table = table;
        this.uses = uses(table);
    }

    private static int[][] uses(CountTable table) {
        List<Balance> balances = table.balances();
        int[] counts = new int[table.size()];
        balances.forEach(balance -> IntStream.range(0, balance.size()).forEach(i -> counts[balance.cell(i)]++));
        int[][] uses = new int[counts.length][];
        for (int cell = 0; cell < uses.length; cell++) {
            uses[cell] = new int[counts[cell]];
        }
        for (int b = 0; b < balances.size(); b++) {
            for (int i = 0; i < balances.get(b).size(); i++) {
                int cell = balances.get(b).cell(i);
                uses[cell][--counts[cell]] = b;
            }
        }
        return uses;
    }

    void run() {
        BitSet changed = new BitSet();
        IntStream.range(0, table.size())
                .filter(cell -> table.isUnknown(cell) && table.isSmall(cell))
                .forEach(changed::set);
        while (!changed.isEmpty()) {
            BitSet exposed = exposed(changed);
            changed.clear();
            BitSet touched = new BitSet();
            for (int cell = exposed.nextSetBit(0); cell >= 0; cell = exposed.nextSetBit(cell + 1)) {
                if (IntStream.of(uses[cell]).noneMatch(touched::get)) {
                    cover(cell, changed, touched);
                }
            }
        }
    }

    /**
     * Withholds one count more for the sake of another; one that should go last only when nothing else has gone since the last look.
     *
     * @param touched the sums in which a count has changed: what else they expose is looked at again first
     */
    private void cover(int cell, BitSet changed, BitSet touched) {
        Victim victim = victim(cell);
        if (victim == null) {
            BitSet tied = new BitSet();
            withholdTied(cell, tied);
            tied.stream().forEach(gone -> touch(gone, touched));
            return;
        }
        if (victim.cell < 0) {
            return;
        }
        if (victim.rank < Victim.LAST || changed.isEmpty()) {
            table.withhold(victim.cell);
            change(victim.cell, changed, touched);
        }
        change(cell, changed, touched);
    }

    private void change(int cell, BitSet changed, BitSet touched) {
        changed.set(cell);
        touch(cell, touched);
    }

    private void touch(int cell, BitSet touched) {
        IntStream.of(uses[cell]).forEach(touched::set);
    }

    /** The small counts that can be told, among those that the given counts are tied to. */
    private BitSet exposed(BitSet changed) {
        BitSet exposed = new BitSet();
        BitSet seen = new BitSet();
        for (int cell = changed.nextSetBit(0); cell >= 0; cell = changed.nextSetBit(cell + 1)) {
            if (!seen.get(cell)) {
                Component component = component(cell, seen);
                if (!addExposed(component, exposed)) {
                    withholdTied(cell, seen);
                }
            }
        }
        return exposed;
    }

    /** Solves the sums only where the bounds leave everything open; false when that takes more than the effort left. */
    private boolean addExposed(Component component, BitSet exposed) {
        Bounds bounds = Bounds.of(component, effort);
        if (bounds == null) {
            return false;
        }
        int before = exposed.cardinality();
        add(component, i -> bounds.low(i) > 1 || bounds.high(i) < table.minimum() - 1, exposed);
        if (exposed.cardinality() > before) {
            return true;
        }
        BitSet determined = Determined.of(component, effort);
        if (determined == null) {
            return false;
        }
        add(component, determined::get, exposed);
        return true;
    }

    private void add(Component component, IntPredicate isTold, BitSet exposed) {
        for (int i = 0; i < component.size(); i++) {
            int cell = component.cells().get(i);
            if (table.isSmall(cell) && isTold.test(i)) {
                exposed.set(cell);
            }
        }
    }

    /** The unknown counts that sums tie to one. */
    private Component component(int start, BitSet seen) {
        List<Integer> cells = new ArrayList<>();
        Map<Integer, Integer> numbers = new HashMap<>();
        BitSet found = new BitSet();
        cells.add(start);
        seen.set(start);
        for (int next = 0; next < cells.size(); next++) {
            int cell = cells.get(next);
            numbers.put(cell, next);
            for (int use : uses[cell]) {
                if (found.get(use)) {
                    continue;
                }
                found.set(use);
                Balance balance = table.balances().get(use);
                for (int i = 0; i < balance.size(); i++) {
                    int other = balance.cell(i);
                    if (table.isUnknown(other) && !seen.get(other)) {
                        seen.set(other);
                        cells.add(other);
                    }
                }
            }
        }
        effort.spend(GATHERING * cells.size());
        List<Equation> equations = new ArrayList<>(found.cardinality());
        found.stream().forEach(use -> equations.add(equation(table.balances().get(use), numbers)));
        return new Component(cells, equations);
    }

    private Equation equation(Balance balance, Map<Integer, Integer> numbers) {
        int[] places = IntStream.range(0, balance.size())
                .filter(i -> table.isUnknown(balance.cell(i)))
                .toArray();
        long known = IntStream.range(0, balance.size())
                .filter(i -> !table.isUnknown(balance.cell(i)))
                .mapToLong(i -> -balance.sign(i) * table.users(balance.cell(i)))
                .sum();
        return new Equation(
                IntStream.of(places)
                        .map(i -> numbers.getOrDefault(balance.cell(i), -1))
                        .toArray(),
                IntStream.of(places).map(balance::sign).toArray(),
                known);
    }

    /** The shown count that goes next for the sake of another, none where none is left that could tell of it; null when looking takes more than the effort left. */
    private @Nullable Victim victim(int cell) {
        Victim victim = new Victim();
        BitSet seen = new BitSet();
        BitSet looked = new BitSet();
        Deque<Integer> ring = new ArrayDeque<>(List.of(cell));
        seen.set(cell);
        for (int depth = 1; !ring.isEmpty(); depth++) {
            Deque<Integer> next = new ArrayDeque<>();
            for (int unknown : ring) {
                if (!look(unknown, seen, looked, victim, next)) {
                    return null;
                }
            }
            if (depth >= NEAR && victim.rank < Victim.LAST) {
                break;
            }
            ring = next;
        }
        return victim;
    }

    /** Offers the shown counts beside an unknown one, and takes note of the unknown ones; false when that takes more than the effort left. */
    private boolean look(int unknown, BitSet seen, BitSet looked, Victim victim, Deque<Integer> next) {
        for (int use : uses[unknown]) {
            if (looked.get(use)) {
                continue;
            }
            looked.set(use);
            Balance balance = table.balances().get(use);
            if (!effort.spend(balance.size())) {
                return false;
            }
            for (int i = 0; i < balance.size(); i++) {
                int other = balance.cell(i);
                if (seen.get(other)) {
                    continue;
                }
                seen.set(other);
                if (table.isUnknown(other)) {
                    next.add(other);
                } else {
                    victim.offer(other);
                }
            }
        }
        return true;
    }

    /** The best of the counts offered: one of people that nothing else shows, the smallest. */
    private final class Victim {
        static final int LAST = 1;

        private int cell = -1;
        private int rank = Integer.MAX_VALUE;

        void offer(int other) {
            int otherRank = (table.isSettled(other) ? 2 : 0) + (table.users(other) == 0 ? 1 : 0);
            if (cell < 0 || otherRank < rank || (otherRank == rank && table.users(other) < table.users(cell))) {
                cell = other;
                rank = otherRank;
            }
        }
    }

    /** Withholds everything that sums tie to a count, shown or not. */
    private void withholdTied(int start, BitSet looked) {
        Deque<Integer> waiting = new ArrayDeque<>(List.of(start));
        BitSet seen = new BitSet();
        BitSet done = new BitSet();
        seen.set(start);
        while (!waiting.isEmpty()) {
            int cell = waiting.remove();
            table.withhold(cell);
            looked.set(cell);
            for (int use : uses[cell]) {
                if (done.get(use)) {
                    continue;
                }
                done.set(use);
                Balance balance = table.balances().get(use);
                for (int i = 0; i < balance.size(); i++) {
                    if (!seen.get(balance.cell(i))) {
                        seen.set(balance.cell(i));
                        waiting.add(balance.cell(i));
                    }
                }
            }
        }
    }
}
