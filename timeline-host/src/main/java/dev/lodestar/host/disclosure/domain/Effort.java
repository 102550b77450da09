package dev.lodestar.host.disclosure.domain;

/** How much may still be done for one table. Who runs out of it withholds instead of looking on. */
final class Effort {
    private long left;

    Effort(long left) {
        this.left = left;
    }

    /** Spends some; false when there is no more. */
    boolean spend(long steps) {
        left -= steps;
        return left >= 0;
    }
}
