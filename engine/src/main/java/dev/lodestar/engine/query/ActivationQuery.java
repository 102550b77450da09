package dev.lodestar.engine.query;

import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.time.TimeClasses;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Activation of all users with signup before the end of the data. Times come in rounds, so that not every user's need travel and be put in order: here
 * in {@link TimeClasses}, and where a curve through them needs it, more exactly, by {@link CensoredTimesQuery} and {@link ActivationTimesQuery}.
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

    /** Multiset: the classes of times from signup to activation. */
    public static final String ACTIVATION_CLASSES = "activation_classes";

    /** Multiset: the classes of times from signup to the end of the data, of those not activated. */
    public static final String CENSORED_CLASSES = "censored_classes";

    private static final long HOUR_MILLIS = 3_600_000L;

    /** How soon a user was activated. */
    public enum Status {
        /** Within an hour, inclusive. */
        FAST("fast"),
        /** Within 24 hours, inclusive. */
        NORMAL("normal"),
        /** Later. */
        SLOW("slow"),
        /** Not yet. */
        NOT_ACTIVATED("not_activated");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
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
            long millis = activatedAt - signupAt;
            return millis <= HOUR_MILLIS ? FAST : millis <= ProjectCalendar.DAY_MILLIS ? NORMAL : SLOW;
        }
    }

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(new ActivationDelays(view.calendar().startOf(to)), withinDays);
        UserSelection.of(view, filters).forEachBlock(scan);
        return new Tally(
                Map.of(STATUSES, scan.statuses(), ELIGIBLE, scan.eligible, ACTIVATED, scan.activated),
                Map.of(),
                Map.of(
                        ACTIVATION_CLASSES,
                        Histogram.ofCounts(Arrays.copyOfRange(scan.classes, TimeClasses.COUNT, 2 * TimeClasses.COUNT)),
                        CENSORED_CLASSES,
                        Histogram.ofCounts(Arrays.copyOf(scan.classes, TimeClasses.COUNT))),
                Map.of());
    }

    /** One figure after the other for all users of a block: sums of sign bits, which the compiler turns into instructions for several users at once. */
    private static final class Scan implements BlockVisitor {
        private final ActivationDelays users;
        private final long[] withinMillis;
        private final long[] eligible;
        private final long[] activated;

        /** The classes of those not activated, then those of the activated. */
        private final int[] classes = new int[2 * TimeClasses.COUNT];

        private long all;
        private long withinHour;
        private long withinDay;
        private long ever;

        Scan(ActivationDelays users, List<Integer> withinDays) {
            this.users = users;
            this.withinMillis = withinDays.stream()
                    .mapToLong(days -> days * ProjectCalendar.DAY_MILLIS)
                    .toArray();
            this.eligible = new long[withinMillis.length];
            this.activated = new long[withinMillis.length];
        }

        @Override
        public void visit(UserBlock block, int[] selected, int count) {
            int known = users.collect(block, selected, count);
            all += known;
            withinHour += atMost(users.delay, known, HOUR_MILLIS);
            withinDay += atMost(users.delay, known, ProjectCalendar.DAY_MILLIS);
            ever += atMost(users.delay, known, UserJourney.NEVER - 1);
            for (int i = 0; i < withinMillis.length; i++) {
                eligible[i] += known - atMost(users.age, known, withinMillis[i] - 1);
                activated[i] += activatedWithin(known, withinMillis[i]);
            }
            for (int i = 0; i < known; i++) {
                classes[users.isActivated(i) * TimeClasses.COUNT + users.timeClass(i)]++;
            }
        }

        private static long atMost(long[] times, int count, long limit) {
            long found = 0;
            for (int i = 0; i < count; i++) {
                found += times[i] - limit - 1 >>> Long.SIZE - 1;
            }
            return found;
        }

        /** Users old enough and activated in time. */
        private long activatedWithin(int known, long within) {
            long[] age = users.age;
            long[] delay = users.delay;
            long found = 0;
            for (int i = 0; i < known; i++) {
                found += (within - 1 - age[i] & delay[i] - within - 1) >>> Long.SIZE - 1;
            }
            return found;
        }

        /** By {@link Status}. */
        long[] statuses() {
            return new long[] {withinHour, withinDay - withinHour, ever - withinDay, all - ever};
        }
    }
}
