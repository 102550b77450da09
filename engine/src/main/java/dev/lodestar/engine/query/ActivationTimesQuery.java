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
 * @param roundedClasses those in which times are rounded up to the next mark in the class, or to the class's greatest time where no mark follows
 * @param marks milliseconds
 * @param filters the users who count
 */
public record ActivationTimesQuery(
        int to, List<Integer> exactClasses, List<Integer> roundedClasses, Histogram marks, Filters filters)
        implements TimelineQuery {
    /** Multiset: milliseconds from signup to activation. */
    public static final String TIMES_TO_ACTIVATION = "times_to_activation";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(new ActivationDelays(view, view.calendar().startOf(to)), this);
        UserSelection.of(view, filters).forEachBlock(scan);
        return new Tally(Map.of(), Map.of(), Map.of(TIMES_TO_ACTIVATION, rounded(scan.times.toHistogram())), Map.of());
    }

    private Histogram rounded(Histogram times) {
        boolean[] rounds = new boolean[TimeClasses.COUNT];
        roundedClasses.forEach(number -> rounds[number] = true);
        long[] ascending = marks.values();
        long[] values = new long[times.values().length];
        long[] counts = new long[values.length];
        int distinct = 0;
        int mark = 0;
        for (int i = 0; i < values.length; i++) {
            long time = times.values()[i];
            int number = TimeClasses.of(time);
            if (rounds[number]) {
                while (mark < ascending.length && ascending[mark] < time) {
                    mark++;
                }
                long greatest = TimeClasses.greatestOf(number);
                time = mark < ascending.length ? Math.min(ascending[mark], greatest) : greatest;
            }
            distinct += distinct == 0 || values[distinct - 1] != time ? 1 : 0;
            values[distinct - 1] = time;
            counts[distinct - 1] += times.counts()[i];
        }
        return new Histogram(Arrays.copyOf(values, distinct), Arrays.copyOf(counts, distinct));
    }

    private static final class Scan implements BlockVisitor {
        private final ActivationDelays users;

        /** By class: 1 where it is wanted, else 0. */
        private final byte[] wanted = new byte[TimeClasses.COUNT];

        private final int[] picked = new int[UserBlock.CAPACITY];
        private final LongBuffer times = new LongBuffer();

        Scan(ActivationDelays users, ActivationTimesQuery query) {
            this.users = users;
            query.exactClasses.forEach(number -> wanted[number] = 1);
            query.roundedClasses.forEach(number -> wanted[number] = 1);
        }

        @Override
        public void visit(UserBlock block, int[] selected, int count) {
            int known = users.collect(block, selected, count);
            int found = 0;
            for (int i = 0; i < known; i++) {
                picked[found] = i;
                found += wanted[users.timeClass(i)] & users.isActivated(i);
            }
            for (int i = 0; i < found; i++) {
                times.add(users.delay[picked[i]]);
            }
        }
    }
}
