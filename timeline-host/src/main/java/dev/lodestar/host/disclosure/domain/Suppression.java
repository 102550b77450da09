package dev.lodestar.host.disclosure.domain;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Withholds further counts of a table until no small one follows from what is shown. As long as one does, the smallest shown count near it goes too;
 * counts of 0 go after them, and those that are known anyway last. Where looking takes too long, everything tied to the small count goes, what is known anyway
 * only if need be.
 */
final class Suppression {
    private static final long EFFORT = 40_000_000;
    private static final int NEAR = 2;

    /** From how many on counts near to one are so many that each says little of it. */
    private static final int WIDE = 50;

    /** What gathering one count of a sum takes, in steps of the search. */
    private static final long GATHERING = 4;

    private final CountTable table;
    private final Uses uses;

    /** The number of each count in the component that it was last gathered into. */
    private final int[] numbers;

    /** What must be looked at again though no round has changed it. */
    private final BitSet lookAgain = new BitSet();

    /** The last search that has seen each count, and that has looked at each sum. */
    private final int[] seenIn;

    private final int[] lookedIn;
    private int search;

    private Effort effort = new Effort(EFFORT);
    private boolean hasSpared;

    Suppression(CountTable table) {
        this.table = table;
        this.uses = uses(table);
        this.numbers = new int[table.size()];
        this.seenIn = new int[table.size()];
        this.lookedIn = new int[table.balances().size()];
    }

    private static Uses uses(CountTable table) {
        List<Balance> balances = table.balances();
        return Uses.of(table.size(), balances.size(), (sum, use) -> {
            Balance balance = balances.get(sum);
            for (int i = 0; i < balance.size(); i++) {
                use.accept(balance.cell(i));
            }
        });
    }

    void run() {
        BitSet changed = new BitSet();
        IntStream.range(0, table.size())
                .filter(cell -> table.isUnknown(cell) && table.isSmall(cell))
                .forEach(changed::set);
        for (int reluctant = 0; !changed.isEmpty(); reluctant = Math.min(2 * reluctant + 1, table.size())) {
            Round round = new Round(exposed(changed), reluctant);
            round.cover();
            changed = round.changed;
            changed.or(lookAgain);
            lookAgain.clear();
        }
    }

    /** Withholds one count more for each exposed one, as far as they are far enough from each other: what goes for one may cover others. */
    private final class Round {
        private final BitSet exposed;
        private final BitSet changed = new BitSet();

        /** The sums in which a count has changed: what else they expose is looked at again first. */
        private final BitSet touched = new BitSet();

        private int reluctant;

        /**
         * A round.
         *
         * @param reluctant how many counts that should go last may go: none at first, then more and more, because one often covers many, and many may be needed
         */
        Round(BitSet exposed, int reluctant) {
            this.exposed = exposed;
            this.reluctant = reluctant;
        }

        void cover() {
            for (int cell = exposed.nextSetBit(0); cell >= 0; cell = exposed.nextSetBit(cell + 1)) {
                if (isUntouched(cell)) {
                    cover(cell);
                }
            }
        }

        private void cover(int cell) {
            Victim victim = victim(cell);
            if (victim == null) {
                withholdTied(cell).stream().forEach(gone -> touch(gone, Integer.MAX_VALUE));
                return;
            }
            if (victim.cell < 0) {
                return;
            }
            if (victim.rank < Victim.LAST || reluctant-- > 0) {
                table.withhold(victim.cell);
                changed.set(victim.cell);
                touch(victim.cell, Integer.MAX_VALUE);
            }
            changed.set(cell);
            touch(cell, WIDE);
        }

        /** Takes note of the sums of a count, of those that are not wider: beside very many others a count says little. */
        private void touch(int cell, int widest) {
            for (int place = uses.start(cell); place < uses.end(cell); place++) {
                int sum = uses.sum(place);
                if (table.balances().get(sum).size() <= widest) {
                    touched.set(sum);
                }
            }
        }

        private boolean isUntouched(int cell) {
            for (int place = uses.start(cell); place < uses.end(cell); place++) {
                if (touched.get(uses.sum(place))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The small counts that can be told, among those that the given counts are tied to. */
    private BitSet exposed(BitSet changed) {
        BitSet exposed = new BitSet();
        BitSet seen = new BitSet();
        for (int cell = changed.nextSetBit(0); cell >= 0; cell = changed.nextSetBit(cell + 1)) {
            if (!seen.get(cell)) {
                Component component = component(cell, seen);
                if (!addExposed(component, exposed)) {
                    seen.or(withholdTied(cell));
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
            int cell = component.cell(i);
            if (table.isSmall(cell) && isTold.test(i)) {
                exposed.set(cell);
            }
        }
    }

    /** The unknown counts that sums tie to one. */
    private Component component(int start, BitSet seen) {
        int[] cells = {start, 0, 0, 0};
        int size = 1;
        BitSet found = new BitSet();
        seen.set(start);
        for (int next = 0; next < size; next++) {
            int cell = cells[next];
            numbers[cell] = next;
            for (int place = uses.start(cell); place < uses.end(cell); place++) {
                int use = uses.sum(place);
                if (found.get(use)) {
                    continue;
                }
                found.set(use);
                Balance balance = table.balances().get(use);
                effort.spend(GATHERING * balance.size());
                for (int i = 0; i < balance.size(); i++) {
                    int other = balance.cell(i);
                    if (table.isUnknown(other) && !seen.get(other)) {
                        seen.set(other);
                        cells = size < cells.length ? cells : Arrays.copyOf(cells, 2 * size);
                        cells[size++] = other;
                    }
                }
            }
        }
        return component(Arrays.copyOf(cells, size), found.stream().toArray());
    }

    /** The sums over gathered counts, with what is known of each on the other side. */
    private Component component(int[] cells, int[] sums) {
        int[] starts = new int[sums.length + 1];
        long[] known = new long[sums.length];
        for (int e = 0; e < sums.length; e++) {
            Balance balance = table.balances().get(sums[e]);
            int unknowns = 0;
            for (int i = 0; i < balance.size(); i++) {
                int cell = balance.cell(i);
                if (table.isUnknown(cell)) {
                    unknowns++;
                } else {
                    known[e] -= balance.sign(i) * table.users(cell);
                }
            }
            starts[e + 1] = starts[e] + unknowns;
        }
        int[] unknowns = new int[starts[sums.length]];
        byte[] signs = new byte[unknowns.length];
        int place = 0;
        for (int sum : sums) {
            Balance balance = table.balances().get(sum);
            for (int i = 0; i < balance.size(); i++) {
                if (table.isUnknown(balance.cell(i))) {
                    unknowns[place] = numbers[balance.cell(i)];
                    signs[place++] = (byte) balance.sign(i);
                }
            }
        }
        return new Component(cells, starts, unknowns, signs, known);
    }

    /** The shown count that goes next for the sake of another, none where none is left that could tell of it; null when looking takes more than the effort left. */
    private @Nullable Victim victim(int cell) {
        search++;
        Victim victim = new Victim();
        Deque<Integer> ring = new ArrayDeque<>(List.of(cell));
        seenIn[cell] = search;
        for (int depth = 1; !ring.isEmpty(); depth++) {
            Deque<Integer> next = new ArrayDeque<>();
            for (int unknown : ring) {
                if (!look(unknown, victim, next)) {
                    return null;
                }
            }
            if ((depth >= NEAR || next.size() > WIDE) && victim.rank < Victim.LAST) {
                break;
            }
            ring = next;
        }
        return victim;
    }

    /** Offers the shown counts beside an unknown one, and takes note of the unknown ones; false when that takes more than the effort left. */
    private boolean look(int unknown, Victim victim, Deque<Integer> next) {
        for (int place = uses.start(unknown); place < uses.end(unknown); place++) {
            int use = uses.sum(place);
            if (lookedIn[use] == search) {
                continue;
            }
            lookedIn[use] = search;
            Balance balance = table.balances().get(use);
            if (!effort.spend(balance.size())) {
                return false;
            }
            for (int i = 0; i < balance.size(); i++) {
                int other = balance.cell(i);
                if (seenIn[other] == search) {
                    continue;
                }
                seenIn[other] = search;
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

    /**
     * Withholds what sums tie to a count, shown or not, and says what it is. The counts that were shown before stay at first, to be looked at once more:
     * mostly nothing follows from them alone. Else they go too.
     */
    private BitSet withholdTied(int start) {
        BitSet tied = tied(start);
        boolean sparing = !hasSpared && tied.stream().anyMatch(cell -> !table.isUnknown(cell) && table.isSettled(cell));
        tied.stream().filter(cell -> !sparing || !table.isSettled(cell)).forEach(table::withhold);
        if (sparing) {
            hasSpared = true;
            effort = new Effort(EFFORT);
            tied.stream().filter(table::isUnknown).forEach(lookAgain::set);
        }
        return tied;
    }

    private BitSet tied(int start) {
        Deque<Integer> waiting = new ArrayDeque<>(List.of(start));
        BitSet tied = new BitSet();
        BitSet done = new BitSet();
        tied.set(start);
        while (!waiting.isEmpty()) {
            int cell = waiting.remove();
            for (int place = uses.start(cell); place < uses.end(cell); place++) {
                int use = uses.sum(place);
                if (done.get(use)) {
                    continue;
                }
                done.set(use);
                Balance balance = table.balances().get(use);
                for (int i = 0; i < balance.size(); i++) {
                    if (!tied.get(balance.cell(i))) {
                        tied.set(balance.cell(i));
                        waiting.add(balance.cell(i));
                    }
                }
            }
        }
        return tied;
    }
}
