package dev.lodestar.engine.query;

import dev.lodestar.engine.time.TimeClasses;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.List;
import java.util.Map;

/**
 * The second round of activation: how old those are who are not activated, to the millisecond, in some classes of the first. Where the classes wanted are
 * young ones, blocks whose users are all older are passed over.
 *
 * @param to the day at whose start the data end
 * @param classes the {@link TimeClasses} wanted
 * @param filters the users who count
 */
public record CensoredTimesQuery(int to, List<Integer> classes, Filters filters) implements TimelineQuery {
    /** Multiset: milliseconds from signup to the end of the data, of those not activated. */
    public static final String CENSORED_TIMES = "censored_times";

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(view.calendar().startOf(to), classes);
        UserSelection.of(view, filters).forEachBlock(scan);
        return new Tally(Map.of(), Map.of(), Map.of(CENSORED_TIMES, scan.ages.toHistogram()), Map.of());
    }

    private static final class Scan implements BlockVisitor {
        private final ActivationDelays users;
        private final boolean[] wanted = new boolean[TimeClasses.COUNT];

        /** The earliest signup that can be in a class wanted. */
        private final long earliest;

        private final LongBuffer ages = new LongBuffer();

        Scan(long toMillis, List<Integer> classes) {
            this.users = new ActivationDelays(toMillis);
            classes.forEach(number -> wanted[number] = true);
            int last = classes.stream().mapToInt(Integer::intValue).max().orElse(-1);
            this.earliest = last < 0
                    ? Long.MAX_VALUE
                    : last == TimeClasses.COUNT - 1 ? Long.MIN_VALUE : toMillis - TimeClasses.greatestOf(last);
        }

        @Override
        public void visit(UserBlock block, int[] selected, int count) {
            if (!block.hasSignupsFrom(earliest)) {
                return;
            }
            int known = users.collect(block, selected, count);
            for (int i = 0; i < known; i++) {
                if (users.isActivated(i) == 0 && wanted[users.timeClass(i)]) {
                    ages.add(users.age[i]);
                }
            }
        }
    }
}
