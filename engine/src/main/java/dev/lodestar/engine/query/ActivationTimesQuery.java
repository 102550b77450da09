package dev.lodestar.engine.query;

import dev.lodestar.engine.time.TimeClasses;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The last round of activation: how long it took, in some classes of the first round to the millisecond, and in others rounded up to the next of some
 * marks, which are the times of those lost sight of: a survival curve is the same at each mark and after it however the times between two marks lie.
 *
 * @param to the day at whose start the data end
 * @param exactClasses the {@link TimeClasses} wanted to the millisecond
 * @param roundedClasses those in which times are rounded up to the next limit
 * @param limits milliseconds; the greatest time of each rounded class is among them
 * @param filters the users who count
 */
public record ActivationTimesQuery(
        int to, List<Integer> exactClasses, List<Integer> roundedClasses, AscendingLimits limits, Filters filters)
        implements TimelineQuery {
    /** Multiset: milliseconds from signup to activation, in the exact classes. */
    public static final String TIMES_TO_ACTIVATION = "times_to_activation";

    /** Row by place in the limits: users whose times are rounded up to it. */
    public static final String ROUNDED_TIMES = "rounded_times";

    /**
     * The question whose limits are some marks and the greatest times of the classes.
     *
     * @param marks milliseconds
     */
    public static ActivationTimesQuery of(
            int to, List<Integer> exactClasses, List<Integer> roundedClasses, Histogram marks, Filters filters) {
        return new ActivationTimesQuery(
                to, exactClasses, roundedClasses, new AscendingLimits(limits(roundedClasses, marks)), filters);
    }

    private static long[] limits(List<Integer> roundedClasses, Histogram marks) {
        long[] ascending = marks.values();
        long[] found = new long[ascending.length + roundedClasses.size()];
        int size = 0;
        int mark = 0;
        for (int number : roundedClasses.stream().sorted().toList()) {
            long greatest = TimeClasses.greatestOf(number);
            for (; mark < ascending.length && ascending[mark] <= greatest; mark++) {
                found[size] = ascending[mark];
                size += ascending[mark] < TimeClasses.leastOf(number) ? 0 : 1;
            }
            if (size == 0 || found[size - 1] < greatest) {
                found[size++] = greatest;
            }
        }
        return Arrays.copyOf(found, size);
    }

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(new ActivationDelays(view.calendar().startOf(to)), this);
        UserSelection.of(view, filters).forEachBlock(scan);
        return new Tally(
                Map.of(ROUNDED_TIMES, scan.usersByPlace),
                Map.of(),
                Map.of(TIMES_TO_ACTIVATION, scan.exactTimes.toHistogram()),
                Map.of());
    }

    private static final class Scan implements BlockVisitor {
        private final ActivationDelays users;

        /** By class: 1 where it is wanted, else 0. */
        private final byte[] wanted = new byte[TimeClasses.COUNT];

        /** By class: whether it is wanted to the millisecond. */
        private final boolean[] exact = new boolean[TimeClasses.COUNT];

        private final int[] picked = new int[UserBlock.CAPACITY];
        private final LongBuffer exactTimes = new LongBuffer();
        private final AscendingLimits limits;

        private final long[] usersByPlace;

        Scan(ActivationDelays users, ActivationTimesQuery query) {
            this.users = users;
            this.limits = query.limits();
            this.usersByPlace = new long[limits.size()];
            query.roundedClasses.forEach(number -> wanted[number] = 1);
            query.exactClasses.forEach(number -> {
                wanted[number] = 1;
                exact[number] = true;
            });
        }

        @Override
        public void visit(UserBlock block, int[] selected, int count) {
            int known = users.collect(block, selected, count);
            int found = 0;
            for (int i = 0; i < known; i++) {
                picked[found] = i;
                found += wanted[TimeClasses.of(users.delay[i])] & users.isActivated(i);
            }
            for (int i = 0; i < found; i++) {
                long time = users.delay[picked[i]];
                if (exact[TimeClasses.of(time)]) {
                    exactTimes.add(time);
                } else {
                    usersByPlace[limits.placeOf(time)]++;
                }
            }
        }
    }
}
