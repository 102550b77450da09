package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.ProjectCalendar;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * On how many days of a range each adopter used each of the plan's features.
 *
 * @param range the range
 * @param filters the users who count
 */
public record FeatureDaysQuery(DayRange range, Filters filters) implements TimelineQuery {
    private static final String DAYS = "days|";

    /** The name of a feature's multiset of days with a use, one value an adopter. */
    public static String daysOf(int feature) {
        return DAYS + feature;
    }

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, view);
        UserSelection.of(view, filters).forEach(scan);
        Map<String, Histogram> histograms = new TreeMap<>();
        for (int feature = 0; feature < scan.adoptersByDays.length; feature++) {
            histograms.put(daysOf(feature), Histogram.ofCounts(scan.adoptersByDays[feature]));
        }
        return new Tally(Map.of(), Map.of(), histograms, Map.of());
    }

    private static final class Scan implements UserVisitor {
        private final DayRange range;
        private final ProjectCalendar calendar;
        private final long fromMillis;
        private final long toMillis;
        private final long[] featuresOfType;
        private final int[] days;
        private final long[][] adoptersByDays;

        Scan(FeatureDaysQuery query, TimelineView view) {
            int features = view.plan().features().size();
            EventTypes types = view.eventTypes();
            this.range = query.range;
            this.calendar = view.calendar();
            this.fromMillis = calendar.startOf(range.from());
            this.toMillis = calendar.startOf(range.to());
            this.featuresOfType = new long[types.size()];
            Arrays.setAll(featuresOfType, types::featureMaskOf);
            this.days = new int[features];
            this.adoptersByDays = new long[features][range.days() + 1];
        }

        @Override
        public void visit(UserBlock block, int user) {
            int activeRow = block.firstActiveRowFrom(user, range.from());
            boolean active = activeRow < block.activeStart(user + 1) && block.activeDay(activeRow) < range.to();
            if (!active || !block.hasProfile(user)) {
                return;
            }
            Arrays.fill(days, 0);
            collect(block, block.firstEventAt(user, fromMillis), block.firstEventAt(user, toMillis));
            for (int feature = 0; feature < days.length; feature++) {
                if (days[feature] > 0) {
                    adoptersByDays[feature][days[feature]]++;
                }
            }
        }

        private void collect(UserBlock block, int from, int to) {
            long dayEnd = Long.MIN_VALUE;
            long usedToday = 0;
            for (int event = from; event < to; event++) {
                if (block.time(event) >= dayEnd) {
                    dayEnd = calendar.startOf(calendar.dayOf(block.time(event)) + 1);
                    usedToday = 0;
                }
                long features = featuresOfType[block.type(event)] & ~usedToday;
                usedToday |= features;
                for (; features != 0; features &= features - 1) {
                    days[Long.numberOfTrailingZeros(features)]++;
                }
            }
        }
    }
}
