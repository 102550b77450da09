package dev.lodestar.host.disclosure.domain;

/**
 * Unknown counts that sums tie to each other, and these sums, in numbers of their own: Σ sign·unknown = known, for each of them. The places of all sums
 * stand in one row after the other, because a large table has very many.
 */
final class Component {
    private final int[] cells;
    private final int[] starts;
    private final int[] unknowns;
    private final byte[] signs;
    private final long[] known;

    /**
     * A component.
     *
     * @param cells the counts, by number in the table
     * @param starts where the places of each sum begin, and where those of the last end
     * @param unknowns the unknown at each place, by number in the component
     * @param signs 1 or -1, at each place
     * @param known what is known of each sum, on the other side
     */
    Component(int[] cells, int[] starts, int[] unknowns, byte[] signs, long[] known) {
        this.cells = cells;
        this.starts = starts;
        this.unknowns = unknowns;
        this.signs = signs;
        this.known = known;
    }

    /** How many unknowns there are. */
    int size() {
        return cells.length;
    }

    /** The number of an unknown in the table. */
    int cell(int unknown) {
        return cells[unknown];
    }

    /** How many sums there are. */
    int equations() {
        return known.length;
    }

    /** The first place of a sum. */
    int start(int equation) {
        return starts[equation];
    }

    /** The place after the last of a sum. */
    int end(int equation) {
        return starts[equation + 1];
    }

    /** How many unknowns a sum has. */
    int length(int equation) {
        return starts[equation + 1] - starts[equation];
    }

    int unknown(int place) {
        return unknowns[place];
    }

    int sign(int place) {
        return signs[place];
    }

    long known(int equation) {
        return known[equation];
    }

    /** For each unknown the sums that it is in. */
    Uses uses() {
        return Uses.of(size(), equations(), (equation, use) -> {
            for (int place = start(equation); place < end(equation); place++) {
                use.accept(unknowns[place]);
            }
        });
    }
}
