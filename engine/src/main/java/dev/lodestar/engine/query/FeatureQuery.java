package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The use of the plan's features in a range. Times to first use come in two rounds: first in whole hours, then, where a quantile falls,
 * to the millisecond; so that not every user's time need travel.
 *
 * @param range the range
 * @param filters the users who count
 * @param exactHours by feature, the hours in which times to first use are wanted exactly; empty in the first round, which has them all
 *     in whole hours
 */
public record FeatureQuery(DayRange range, Filters filters, List<Hours> exactHours) implements TimelineQuery {
    /** Count: users active in the range, with or without a profile. */
    public static final String ACTIVE = "active";

    /** Count: those of them with a profile. */
    public static final String ELIGIBLE = "eligible";

    /** Row by feature: eligible users with a use. */
    public static final String ADOPTERS = "adopters";

    /** Row by feature: active users with a use, with or without a profile. */
    public static final String ACTIVE_ADOPTERS = "active_adopters";

    /** Row by feature: uses by adopters. */
    public static final String USES = "uses";

    /** Row by feature: days with a use, each adopter's own. */
    public static final String DAYS = "days";

    /** Milliseconds of an hour, the width of the first round's classes. */
    public static final long HOUR_MILLIS = 3_600_000L;

    private static final String FIRST_USE = "first_use|";

    /**
     * Some hours since signup, both ends included; none where the last is before the first.
     *
     * @param first the first
     * @param last the last
     */
    public record Hours(long first, long last) {
        /** No hour. */
        public static final Hours NONE = new Hours(0, -1);

        boolean contains(long hour) {
            return hour >= first && hour <= last;
        }
    }

    /** The name of a feature's multiset of times from signup to first use: whole hours, rounded down, or milliseconds. */
    public static String firstUseOf(int feature) {
        return FIRST_USE + feature;
    }

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, view);
        UserSelection.of(view, filters).forEachBlock(scan);
        Map<String, Histogram> histograms = new TreeMap<>();
        for (int feature = 0; feature < scan.firstUses.length; feature++) {
            histograms.put(firstUseOf(feature), scan.firstUses[feature].toHistogram());
        }
        Map<String, long[]> sums = Map.of(
                ACTIVE, new long[] {scan.active},
                ELIGIBLE, new long[] {scan.eligible},
                ADOPTERS, scan.adopters,
                ACTIVE_ADOPTERS, scan.activeAdopters,
                USES, scan.uses,
                DAYS, scan.days);
        return new Tally(sums, Map.of(), histograms, Map.of());
    }

    private static final class Scan implements BlockVisitor {
        private final DayRange range;
        private final long fromMillis;
        private final long toMillis;
        private final FeatureUses userUses;
        private final List<Hours> exactHours;
        private final long[] adopters;
        private final long[] activeAdopters;
        private final long[] uses;
        private final long[] days;
        private final FirstUses[] firstUses;
        private long active;
        private long eligible;

        Scan(FeatureQuery query, TimelineView view) {
            int features = view.plan().features().size();
            this.range = query.range;
            this.fromMillis = view.calendar().startOf(range.from());
            this.toMillis = view.calendar().startOf(range.to());
            this.userUses = new FeatureUses(view, features);
            this.exactHours = query.exactHours;
            this.adopters = new long[features];
            this.activeAdopters = new long[features];
            this.uses = new long[features];
            this.days = new long[features];
            this.firstUses = new FirstUses[features];
            Arrays.setAll(firstUses, feature -> new FirstUses());
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                visit(block, users[i]);
            }
        }

        private void visit(UserBlock block, int user) {
            int activeRow = block.firstActiveRowFrom(user, range.from());
            if (activeRow == block.activeStart(user + 1) || block.activeDay(activeRow) >= range.to()) {
                return;
            }
            active++;
            boolean hasProfile = block.hasProfile(user);
            eligible += hasProfile ? 1 : 0;
            userUses.collect(block, user, fromMillis, toMillis);
            for (int feature = 0; feature < adopters.length; feature++) {
                int count = userUses.count(feature);
                if (count > 0) {
                    activeAdopters[feature]++;
                    if (hasProfile) {
                        adopters[feature]++;
                        uses[feature] += count;
                        days[feature] += userUses.days(feature);
                        addFirstUse(feature, block.time(userUses.firstEvent(feature)) - block.signupAt(user));
                    }
                }
            }
        }

        private void addFirstUse(int feature, long millis) {
            long hour = Math.floorDiv(millis, HOUR_MILLIS);
            if (exactHours.isEmpty()) {
                firstUses[feature].addHour(hour);
            } else if (exactHours.get(feature).contains(hour)) {
                firstUses[feature].addMillis(millis);
            }
        }
    }

    /** Times to first use of one feature: counts by hour from signup on, and other values as they are. */
    private static final class FirstUses {
        private static final int MAX_TABLED_HOURS = 24 * 366 * 10;

        private long[] byHour = new long[0];
        private final LongBuffer others = new LongBuffer();

        void addHour(long hour) {
            if (hour < 0 || hour >= MAX_TABLED_HOURS) {
                others.add(hour);
                return;
            }
            if (hour >= byHour.length) {
                byHour = Arrays.copyOf(byHour, (int) Math.max(2 * hour, 256));
            }
            byHour[(int) hour]++;
        }

        void addMillis(long millis) {
            others.add(millis);
        }

        Histogram toHistogram() {
            return Histogram.ofCounts(byHour).plus(others.toHistogram());
        }
    }
}
