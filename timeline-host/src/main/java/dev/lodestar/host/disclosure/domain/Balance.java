package dev.lodestar.host.disclosure.domain;

import java.util.stream.IntStream;

/** Two sums of counts that are equal. */
final class Balance {
    private final int[] cells;
    private final int split;

    Balance(int[] left, int[] right) {
        this.cells = IntStream.concat(IntStream.of(left), IntStream.of(right)).toArray();
        this.split = left.length;
    }

    int size() {
        return cells.length;
    }

    int cell(int i) {
        return cells[i];
    }

    /** 1 on the left, -1 on the right. */
    int sign(int i) {
        return i < split ? 1 : -1;
    }
}
