package dev.lodestar.host.disclosure.domain;

import java.util.List;

/**
 * Unknown counts that sums tie to each other, and these sums, in numbers of their own.
 *
 * @param cells the counts, by number in the table
 * @param equations sums over them
 */
record Component(List<Integer> cells, List<Equation> equations) {

    /**
     * A sum with what is known of it on the other side: Σ sign·unknown = known.
     *
     * @param unknowns numbers in the component
     * @param signs 1 or -1, for each of them
     * @param known the rest
     */
    @SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
    record Equation(int[] unknowns, int[] signs, long known) {}

    int size() {
        return cells.size();
    }

    /** For each unknown the equations that it is in. */
    int[][] uses() {
        int[] counts = new int[size()];
        equations.forEach(equation -> {
            for (int unknown : equation.unknowns()) {
                counts[unknown]++;
            }
        });
        int[][] uses = new int[size()][];
        for (int i = 0; i < uses.length; i++) {
            uses[i] = new int[counts[i]];
        }
        for (int e = 0; e < equations.size(); e++) {
            for (int unknown : equations.get(e).unknowns()) {
                uses[unknown][--counts[unknown]] = e;
            }
        }
        return uses;
    }
}
