package dev.lodestar.engine.statistics;

/**
 * Times to an event, some of them censored, as counts at distinct times.
 *
 * @param times distinct, ascending
 * @param events how many had the event at each time
 * @param censored how many were last seen at each time without it; they are at risk at that time
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
public record SurvivalData(long[] times, long[] events, long[] censored) {
    /** Rejects arrays of different lengths and times out of order. */
    public SurvivalData {
        if (times.length != events.length || times.length != censored.length) {
            throw new IllegalArgumentException("times, events and censored must have one length");
        }
        for (int i = 1; i < times.length; i++) {
            if (times[i] <= times[i - 1]) {
                throw new IllegalArgumentException("times must ascend: " + times[i - 1] + ", " + times[i]);
            }
        }
    }

    /** How many there are in all. */
    public long total() {
        long total = 0;
        for (int i = 0; i < times.length; i++) {
            total += events[i] + censored[i];
        }
        return total;
    }
}
