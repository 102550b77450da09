package dev.lodestar.host.disclosure.domain;

import java.util.function.IntConsumer;

/** Which sums each count is in: those of all counts in one row, and where those of each begin. */
final class Uses {
    private final int[] starts;
    private final int[] sums;

    private Uses(int[] starts, int[] sums) {
        this.starts = starts;
        this.sums = sums;
    }

    /** Names the counts of a sum, each as often as it is in it. */
    @FunctionalInterface
    interface Members {
        void of(int sum, IntConsumer member);
    }

    /** The uses of counts in sums, in the order of the sums. */
    static Uses of(int counts, int sums, Members members) {
        int[] starts = new int[counts + 1];
        for (int sum = 0; sum < sums; sum++) {
            members.of(sum, count -> starts[count + 1]++);
        }
        for (int count = 0; count < counts; count++) {
            starts[count + 1] += starts[count];
        }
        int[] next = starts.clone();
        int[] uses = new int[starts[counts]];
        for (int sum = 0; sum < sums; sum++) {
            int use = sum;
            members.of(sum, count -> uses[next[count]++] = use);
        }
        return new Uses(starts, uses);
    }

    int start(int count) {
        return starts[count];
    }

    int end(int count) {
        return starts[count + 1];
    }

    int length(int count) {
        return starts[count + 1] - starts[count];
    }

    int sum(int place) {
        return sums[place];
    }
}
