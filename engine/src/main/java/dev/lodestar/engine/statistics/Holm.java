package dev.lodestar.engine.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm's step-down adjustment for several tests (Holm 1979, Scand. J. Stat. 6). */
public final class Holm {
    private Holm() {}

    /**
     * The adjusted p-values, in the order given: the i-th smallest of m is multiplied by m − i + 1, made monotone and cut at 1.
     */
    public static double[] adjust(double[] pValues) {
        int[] order = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = Arrays.copyOf(pValues, pValues.length);
        double running = 0;
        for (int rank = 0; rank < order.length; rank++) {
            running = Math.max(running, Math.min(1, (order.length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = running;
        }
        return adjusted;
    }
}
