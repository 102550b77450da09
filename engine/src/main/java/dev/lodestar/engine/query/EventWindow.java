package dev.lodestar.engine.query;

/**
 * When a behaviour counts. Every window ends at the latest where the data of the question end; it is told by {@link #until}.
 */
public sealed interface EventWindow {
    /** The whole past. */
    EventWindow EVER = new InDays(Integer.MIN_VALUE, Integer.MAX_VALUE);

    /**
     * Days of the project's zone.
     *
     * @param from the first
     * @param to the day after the last
     */
    record InDays(int from, int to) implements EventWindow {
        @Override
        public EventWindow until(int day) {
            return new InDays(from, Math.min(to, day));
        }
    }

    /**
     * The days that end with the last of the data.
     *
     * @param days how many
     */
    record Trailing(int days) implements EventWindow {
        @Override
        public EventWindow until(int day) {
            return new InDays(day - days, day);
        }
    }

    /**
     * Hours of a user's life, counted from the instant of signup; users without a profile have none.
     *
     * @param fromHour the first instant, in hours after signup, inclusive
     * @param toHour the end, in hours after signup, exclusive
     * @param beforeDay nothing on this day or later counts
     */
    record SinceSignup(int fromHour, int toHour, int beforeDay) implements EventWindow {
        @Override
        public EventWindow until(int day) {
            return new SinceSignup(fromHour, toHour, Math.min(beforeDay, day));
        }
    }

    /** The same, with nothing on a day or later. */
    EventWindow until(int day);
}
