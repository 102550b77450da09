package dev.lodestar.engine.time;

/**
 * Classes that durations are counted in to find where their quantiles lie: a second wide up to {@value #LINEAR} of them, then
 * {@value #STEPS} to each doubling, so that a class is never wider than a thousandth of what it holds. The last one holds all that is longer than 34 years.
 */
public final class TimeClasses {
    private static final int STEP_BITS = 10;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int LINEAR = 2 * STEPS;

    /** Some 1,024 milliseconds are the least width. */
    private static final int LEAST_BITS = 10;

    private static final int REACH_BITS = 40;

    /** Of so many classes that lie next to each other a coarse one is made. */
    private static final int COARSE_BITS = 2;

    /** How many classes there are. */
    public static final int COUNT = (REACH_BITS - LEAST_BITS - STEP_BITS) * STEPS + STEPS;

    /** How many coarse classes there are. */
    public static final int COARSE_COUNT = COUNT >>> COARSE_BITS;

    private TimeClasses() {}

    /** The class of a duration of 0 or more milliseconds; longer ones have higher numbers. */
    public static int of(long millis) {
        long steps = Math.min(millis, (1L << REACH_BITS) - 1) >>> LEAST_BITS;
        int doublings = Long.SIZE - Long.numberOfLeadingZeros(steps >>> STEP_BITS + 1);
        return (doublings << STEP_BITS) + (int) (steps >>> doublings);
    }

    /** The shortest duration of a class, in milliseconds. */
    public static long leastOf(int number) {
        int doublings = Math.max(0, (number >>> STEP_BITS) - 1);
        return (long) (number - (doublings << STEP_BITS)) << doublings + LEAST_BITS;
    }

    /** The longest duration of a class, in milliseconds; the last one has none, so that it is {@link Long#MAX_VALUE}. */
    public static long greatestOf(int number) {
        return number == COUNT - 1 ? Long.MAX_VALUE : leastOf(number + 1) - 1;
    }

    /** The coarse class of a duration of 0 or more milliseconds: a 250th of what it holds at most, and 4 seconds wide up to half an hour. */
    public static int coarseOf(long millis) {
        return of(millis) >>> COARSE_BITS;
    }
}
