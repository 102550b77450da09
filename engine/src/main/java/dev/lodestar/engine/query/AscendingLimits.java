package dev.lodestar.engine.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Limits in ascending order, to find the first that a number does not exceed. The leading digits of the number say between which limits it lies, so that
 * hardly any are compared with it.
 */
public final class AscendingLimits {
    /** Where more limits begin with the same digits they are halved, not gone through. */
    private static final int FEW = 8;

    private final long[] limits;

    /** How many binary digits do not lead. */
    private final int shift;

    /** By leading digits: how many limits begin with lesser ones. */
    private final int[] lesser;

    /** Takes limits of 0 or more, each above the one before. The array is taken, not copied. */
    public AscendingLimits(long[] limits) {
        this.limits = limits;
        long last = limits.length == 0 ? 0 : limits[limits.length - 1];
        int length = Long.SIZE - Long.numberOfLeadingZeros(last);
        int leading = Integer.SIZE - Integer.numberOfLeadingZeros(limits.length);
        this.shift = Math.max(0, length - leading);
        this.lesser = new int[(int) (last >>> shift) + 2];
        for (long limit : limits) {
            lesser[(int) (limit >>> shift) + 1]++;
        }
        for (int digits = 1; digits < lesser.length; digits++) {
            lesser[digits] += lesser[digits - 1];
        }
    }

    /** All of them, which nobody may change. */
    public long[] values() {
        return limits;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AscendingLimits those && Arrays.equals(limits, those.limits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(limits);
    }

    @Override
    public String toString() {
        return size() + " limits";
    }

    /** How many limits there are. */
    int size() {
        return limits.length;
    }

    /** The place of the first limit that is not less than a number of 0 or more, which must not exceed the last. */
    int placeOf(long number) {
        int leading = (int) (number >>> shift);
        int place = lesser[leading];
        int end = lesser[leading + 1];
        while (end - place > FEW) {
            int middle = (place + end) >>> 1;
            if (limits[middle] < number) {
                place = middle + 1;
            } else {
                end = middle;
            }
        }
        place += (int) (limits[place] - number >>> Long.SIZE - 1);
        while (limits[place] < number) {
            place++;
        }
        return place;
    }
}
