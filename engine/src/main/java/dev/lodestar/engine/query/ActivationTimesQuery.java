package dev.lodestar.engine.query;

import dev.lodestar.engine.time.TimeClasses;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.Map;

/**
 * The second round of activation: the times in some classes of the first, to the millisecond.
 *
 * @param to the day at whose start the data end
 * @param classes the {@link TimeClasses} wanted
 * @param filters the users who count
 */
public record ActivationTimesQuery(int to, List<Integer> classes, Filters filters) implements TimelineQuery {
    /** Multiset: milliseconds from signup to activation. */
    public static final String TIMES_TO_ACTIVATION = "times_to_activation";

    /** Multiset: milliseconds from signup to the end of the data, of those not activated. */
    public static final String CENSORED_TIMES = "censored_times";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(new ActivationDelays(view, view.calendar().startOf(to)), classes);
        UserSelection.of(view, filters).forEachBlock(scan);
        return new Tally(
                Map.of(),
                Map.of(),
                Map.of(
                        TIMES_TO_ACTIVATION, scan.times.toHistogram(),
                        CENSORED_TIMES, scan.censored.toHistogram()),
                Map.of());
    }

    private static final class Scan implements BlockVisitor {
        private final ActivationDelays users;

        /** By class: 1 where it is wanted, else 0. */
        private final byte[] wanted = new byte[TimeClasses.COUNT];

        private final int[] picked = new int[UserBlock.CAPACITY];
        private final LongBuffer times = new LongBuffer();
        private final LongBuffer censored = new LongBuffer();

        Scan(ActivationDelays users, List<Integer> classes) {
            this.users = users;
            classes.forEach(number -> wanted[number] = 1);
        }

        @Override
        public void visit(UserBlock block, int[] selected, int count) {
            int known = users.collect(block, selected, count);
            int found = 0;
            for (int i = 0; i < known; i++) {
                picked[found] = i;
                found += wanted[users.timeClass(i)];
            }
            for (int i = 0; i < found; i++) {
                int user = picked[i];
                if (users.isActivated(user) > 0) {
                    times.add(users.delay[user]);
                } else {
                    censored.add(users.age[user]);
                }
            }
        }
    }
}
