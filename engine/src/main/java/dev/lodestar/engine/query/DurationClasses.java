package dev.lodestar.engine.query;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes that durations are counted in: coarse ones with round bounds, which people read, each cut into {@value #FINE} fine ones, in which
 * quantiles are looked for. A duration belongs to a coarse class when it is longer than the bound before and not longer than its own.
 */
public final class DurationClasses {
    /** Fine classes in each coarse one. */
    public static final int FINE = 64;

    private static final List<Duration> BOUNDS = Stream.concat(
                    Stream.of("PT1S", "PT10S", "PT1M", "PT5M", "PT15M", "PT1H", "PT3H", "PT6H", "PT12H")
                            .map(Duration::parse),
                    Stream.of(1, 2, 3, 7, 14, 30, 60, 90, 180, 366, 732, 1830).map(Duration::ofDays))
            .toList();
    private static final long[] UPPER =
            BOUNDS.stream().mapToLong(Duration::toMillis).toArray();

    /** By the number of binary digits: the coarse class of the least duration that has so many. */
    private static final int[] COARSE_OF_BITS = new int[Long.SIZE + 1];

    /** By coarse class: the inverse of its length. Multiplying is many times as fast as dividing; what rounding may have lost is put right. */
    private static final double[] FINE_A_MILLISECOND = new double[UPPER.length];

    static {
        for (int bits = 1; bits <= Long.SIZE; bits++) {
            long least = bits == Long.SIZE ? Long.MAX_VALUE : 1L << bits - 1;
            int found = Arrays.binarySearch(UPPER, least);
            COARSE_OF_BITS[bits] = Math.min(found >= 0 ? found : -found - 1, UPPER.length - 1);
        }
        for (int coarse = 0; coarse < UPPER.length; coarse++) {
            FINE_A_MILLISECOND[coarse] = 1.0 / (UPPER[coarse] - (coarse == 0 ? -1 : UPPER[coarse - 1]));
        }
    }

    private DurationClasses() {}

    /** The upper bounds of the coarse classes, inclusive, ascending; the last is as long as a window may be. */
    public static List<Duration> bounds() {
        return BOUNDS;
    }

    /** How many fine classes there are. */
    public static int count() {
        return UPPER.length * FINE;
    }

    /** The fine class of a duration of 0 or more milliseconds; longer ones have higher numbers. */
    public static int of(long millis) {
        int coarse = COARSE_OF_BITS[Long.SIZE - Long.numberOfLeadingZeros(millis)];
        while (coarse < UPPER.length - 1 && millis > UPPER[coarse]) {
            coarse++;
        }
        long lower = coarse == 0 ? -1 : UPPER[coarse - 1];
        long place = (Math.min(millis, UPPER[coarse]) - lower - 1) * FINE;
        long width = UPPER[coarse] - lower;
        int fine = (int) (place * FINE_A_MILLISECOND[coarse]);
        fine += place >= (fine + 1) * width ? 1 : 0;
        fine -= place < fine * width ? 1 : 0;
        return coarse * FINE + fine;
    }

    /** How many durations of a multiset of fine classes are in each of the coarse ones. */
    public static long[] coarse(Histogram fine) {
        long[] coarse = new long[UPPER.length];
        for (int i = 0; i < fine.values().length; i++) {
            coarse[(int) fine.values()[i] / FINE] += fine.counts()[i];
        }
        return coarse;
    }
}
