package dev.lodestar.engine.query;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.Map;

/**
 * Activation of all users with signup before the end of the data.
 *
 * @param to the day at whose start the data end
 * @param withinDays within how many days of 24 hours activation is asked for
 * @param filters the users who count
 */
public record ActivationQuery(int to, List<Integer> withinDays, Filters filters) implements TimelineQuery {
    /** Row by {@link Status}: users. */
    public static final String STATUSES = "statuses";

    /** Row by the elements of {@code withinDays}: users old enough. */
    public static final String ELIGIBLE = "eligible";

    /** Row by the elements of {@code withinDays}: those of them activated in time. */
    public static final String ACTIVATED = "activated";

    /** Multiset: milliseconds from signup to activation. */
    public static final String TIMES_TO_ACTIVATION = "times_to_activation";

    /** Multiset: milliseconds from signup to the end of the data, of those not activated. */
    public static final String CENSORED_TIMES = "censored_times";

    private static final long HOUR_MILLIS = 3_600_000L;

    /** How soon a user was activated. */
    public enum Status {
        /** Within an hour, inclusive. */
        FAST("fast", 0),
        /** Within 24 hours, inclusive. */
        NORMAL("normal", 1),
        /** Later. */
        SLOW("slow", 2),
        /** Not yet. */
        NOT_ACTIVATED("not_activated", 3);

        private final String wireName;
        private final int column;

        Status(String wireName, int column) {
            this.wireName = wireName;
            this.column = column;
        }

        /** The name on the wire. */
        public String wireName() {
            return wireName;
        }

        /** The status of a user activated at an instant, or {@link UserJourney#NEVER}. */
        public static Status of(long signupAt, long activatedAt) {
            if (activatedAt == UserJourney.NEVER) {
                return NOT_ACTIVATED;
            }
            return values()[columnOf(activatedAt - signupAt)];
        }

        /** The column of a user activated so long after signup; {@link UserJourney#NEVER} for the one who is not. */
        private static int columnOf(long millis) {
            return (millis > HOUR_MILLIS ? 1 : 0)
                    + (millis > ProjectCalendar.DAY_MILLIS ? 1 : 0)
                    + (millis == UserJourney.NEVER ? 1 : 0);
        }
    }

    @Override
    public Tally tally(TimelineView view) {
        long toMillis = view.calendar().startOf(to);
        Scan scan = new Scan(new UserJourney(view, toMillis), toMillis, withinDays);
        UserSelection.of(view, filters).forEachBlock(scan);
        return new Tally(
                Map.of(STATUSES, scan.statuses, ELIGIBLE, scan.eligible, ACTIVATED, scan.activated),
                Map.of(),
                Map.of(
                        TIMES_TO_ACTIVATION, scan.times.toHistogram(),
                        CENSORED_TIMES, scan.censored.toHistogram()),
                Map.of());
    }

    private static final class Scan implements BlockVisitor {
        private final UserJourney journey;
        private final long toMillis;
        private final long[] withinMillis;
        private final long[] statuses = new long[Status.values().length];
        private final long[] eligible;
        private final long[] activated;
        private final LongBuffer times = new LongBuffer();
        private final LongBuffer censored = new LongBuffer();

        Scan(UserJourney journey, long toMillis, List<Integer> withinDays) {
            this.journey = journey;
            this.toMillis = toMillis;
            this.withinMillis = withinDays.stream()
                    .mapToLong(days -> days * ProjectCalendar.DAY_MILLIS)
                    .toArray();
            this.eligible = new long[withinMillis.length];
            this.activated = new long[withinMillis.length];
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            if (!journey.isKnown(block, user)) {
                return;
            }
            long age = toMillis - block.signupAt(user);
            long millis = journey.activationTime(block, user);
            boolean active = millis != UserJourney.NEVER;
            statuses[Status.columnOf(millis)]++;
            times.addIf(active, millis);
            censored.addIf(!active, age);
            for (int i = 0; i < withinMillis.length; i++) {
                long within = withinMillis[i];
                eligible[i] += age >= within ? 1 : 0;
                activated[i] += Math.max(within - age, millis - within) <= 0 ? 1 : 0;
            }
        }
    }
}
