package dev.lodestar.engine.query;

import java.math.BigInteger;
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

    /** How many bounds lie between a power of two and the next at most. */
    private static final int STEPS = 2;

    /**
     * By coarse class: 64 more binary digits of the inverse of its length, rounded up, than {@link #INVERSE_SHIFT} takes off again. Multiplying is many
     * times as fast as dividing, and as exact for all numbers that occur.
     */
    private static final long[] INVERSE = new long[UPPER.length];

    private static final int[] INVERSE_SHIFT = new int[UPPER.length];

    static {
        for (int bits = 1; bits <= Long.SIZE; bits++) {
            long least = bits == Long.SIZE ? Long.MAX_VALUE : 1L << bits - 1;
            int found = Arrays.binarySearch(UPPER, least);
            COARSE_OF_BITS[bits] = Math.min(found >= 0 ? found : -found - 1, UPPER.length - 1);
        }
        for (int coarse = 0; coarse < UPPER.length; coarse++) {
            BigInteger width = BigInteger.valueOf(UPPER[coarse] - lower(coarse));
            INVERSE_SHIFT[coarse] = width.bitLength() - 1;
            INVERSE[coarse] = BigInteger.ONE
                    .shiftLeft(Long.SIZE + INVERSE_SHIFT[coarse])
                    .divide(width)
                    .add(BigInteger.ONE)
                    .longValue();
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
        long known = Math.min(millis, UPPER[UPPER.length - 1]);
        int coarse = COARSE_OF_BITS[Long.SIZE - Long.numberOfLeadingZeros(known)];
        for (int step = 0; step < STEPS; step++) {
            coarse += (int) ((UPPER[coarse] - known) >>> (Long.SIZE - 1));
        }
        long place = (known - lower(coarse) - 1) * FINE;
        return coarse * FINE + (int) (Math.unsignedMultiplyHigh(place, INVERSE[coarse]) >>> INVERSE_SHIFT[coarse]);
    }

    private static long lower(int coarse) {
        return coarse == 0 ? -1 : UPPER[coarse - 1];
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
