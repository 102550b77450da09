package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.timeline.EventTypes;
import dev.lodestar.engine.timeline.TimelineView;
import dev.lodestar.engine.timeline.Trait;
import dev.lodestar.engine.timeline.UserBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The use of the plan's features in a range. Times to first use come in two rounds: first in whole hours, then, where a quantile falls,
 * to the millisecond; so that not every user's time need travel. The second round has these times and nothing else.
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

    /** Milliseconds of an hour, the width of the first round's classes. */
    public static final long HOUR_MILLIS = 3_600_000L;

    private static final String FIRST_USE = "first_use|";
    private static final String DAYS = "days|";

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

    /** The name of a feature's multiset of days with a use, one number an adopter; in the first round only. */
    public static String daysOf(int feature) {
        return DAYS + feature;
    }

    @Override
    public Tally tally(TimelineView view) {
        Scan scan = new Scan(this, view);
        UserSelection.of(view, filters).forEachBlock(scan);
        Map<String, Histogram> histograms = new TreeMap<>();
        for (int feature = 0; feature < scan.firstUses.length; feature++) {
            histograms.put(firstUseOf(feature), scan.firstUses[feature].toHistogram());
        }
        if (!exactHours.isEmpty()) {
            return new Tally(Map.of(), Map.of(), histograms, Map.of());
        }
        for (int feature = 0; feature < scan.adoptersByDays.length; feature++) {
            histograms.put(daysOf(feature), Histogram.ofCounts(scan.adoptersByDays[feature]));
        }
        Map<String, long[]> sums = Map.of(
                ACTIVE, new long[] {scan.active},
                ELIGIBLE, new long[] {scan.eligible},
                ADOPTERS, scan.adopters,
                ACTIVE_ADOPTERS, scan.activeAdopters,
                USES, scan.uses);
        return new Tally(sums, Map.of(), histograms, Map.of());
    }

    /** Reads the figures of the users who have all their events in the range, feature by feature, and counts the events of the others. */
    private static final class Scan implements BlockVisitor {
        private final DayRange range;
        private final long fromMillis;
        private final long toMillis;
        private final boolean isReadable;
        private final FeatureUses userUses;
        private final List<Hours> exactHours;
        private final EventTypes types;
        private final long[] adopters;
        private final long[] activeAdopters;
        private final long[] uses;
        private final long[][] adoptersByDays;
        private final FirstUses[] firstUses;
        private final int[] readable = new int[UserBlock.CAPACITY];
        private long active;
        private long eligible;

        Scan(FeatureQuery query, TimelineView view) {
            int features = view.plan().features().size();
            this.range = query.range;
            this.fromMillis = view.calendar().startOf(range.from());
            this.toMillis = view.calendar().startOf(range.to());
            this.types = view.eventTypes();
            this.isReadable = features > 0
                    && IntStream.range(0, types.size())
                            .allMatch(type ->
                                    types.featureMaskOf(type) == 0 || (types.traitsOf(type) & Trait.ACTIVE) != 0);
            this.userUses = new FeatureUses(view, features);
            this.exactHours = query.exactHours;
            this.adopters = new long[features];
            this.activeAdopters = new long[features];
            this.uses = new long[features];
            this.adoptersByDays = new long[features][range.days() + 1];
            this.firstUses = new FirstUses[features];
            Arrays.setAll(firstUses, feature -> new FirstUses());
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            boolean all = isReadable && block.allUsesFit() && block.isWithin(fromMillis, toMillis);
            int[] read = all ? users : readable;
            int size = all ? count : select(block, users, count);
            if (exactHours.isEmpty()) {
                count(block, read, size);
                for (int feature = 0; feature < adopters.length; feature++) {
                    read(block, read, size, feature);
                    readHours(block, read, size, feature);
                }
            } else {
                for (int feature = 0; feature < adopters.length; feature++) {
                    readExactly(block, read, size, feature);
                }
            }
        }

        /** Finds the users whose figures can be read, and counts the events of the others. */
        private int select(UserBlock block, int[] users, int count) {
            int read = 0;
            for (int i = 0; i < count; i++) {
                int user = users[i];
                boolean fits = isReadable
                        && block.featureUses(0, user) != UserBlock.MANY_USES
                        && block.isWithin(user, fromMillis, toMillis);
                if (fits) {
                    readable[read++] = user;
                } else {
                    visit(block, user);
                }
            }
            return read;
        }

        private void count(UserBlock block, int[] readable, int count) {
            for (int i = 0; i < count; i++) {
                int user = readable[i];
                int isActive = block.activeStart(user) < block.activeStart(user + 1) ? 1 : 0;
                active += isActive;
                eligible += block.hasProfile(user) ? isActive : 0;
            }
        }

        /** Users without a profile have no hour, and are no adopters: they have no days here. */
        private void read(UserBlock block, int[] readable, int count, int feature) {
            int users = 0;
            int withHour = 0;
            long used = 0;
            long[] byDays = adoptersByDays[feature];
            for (int i = 0; i < count; i++) {
                int user = readable[i];
                int mask = block.hoursToFeature(feature, user) > 0 ? -1 : 0;
                int uses = block.featureUses(feature, user);
                users += uses > 0 ? 1 : 0;
                withHour -= mask;
                used += uses & mask;
                byDays[block.featureDays(feature, user) & mask]++;
            }
            activeAdopters[feature] += users;
            adopters[feature] += withHour;
            this.uses[feature] += used;
            byDays[0] = 0;
        }

        private void readHours(UserBlock block, int[] readable, int count, int feature) {
            long[] byHour = firstUses[feature].tableFor(0);
            for (int i = 0; i < count; i++) {
                int hour = block.hoursToFeature(feature, readable[i]);
                if (hour >= byHour.length) {
                    byHour = firstUses[feature].tableFor(hour);
                }
                byHour[hour] += hour > 0 ? 1 : 0;
            }
        }

        private void readExactly(UserBlock block, int[] readable, int count, int feature) {
            long first = Math.max(exactHours.get(feature).first(), 0) + 1;
            long last = exactHours.get(feature).last() + 1;
            for (int i = 0; i < count; i++) {
                int hour = block.hoursToFeature(feature, readable[i]);
                if (hour >= first && hour <= last) {
                    int user = readable[i];
                    firstUses[feature].addMillis(firstUse(block, user, feature) - block.signupAt(user));
                }
            }
        }

        private long firstUse(UserBlock block, int user, int feature) {
            int event = block.eventStart(user);
            while ((types.featureMaskOf(block.type(event)) >>> feature & 1) == 0) {
                event++;
            }
            return block.time(event);
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
                        adoptersByDays[feature][userUses.days(feature)]++;
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

        /** By hour plus 1: how often. */
        private long[] byHour = new long[256];

        private final LongBuffer others = new LongBuffer();

        /** The table with room for an hour plus 1. */
        long[] tableFor(int place) {
            if (place >= byHour.length) {
                byHour = Arrays.copyOf(byHour, 2 * place);
            }
            return byHour;
        }

        void addHour(long hour) {
            if (hour < 0 || hour >= MAX_TABLED_HOURS) {
                others.add(hour);
            } else {
                tableFor((int) hour + 1)[(int) hour + 1]++;
            }
        }

        void addMillis(long millis) {
            others.add(millis);
        }

        Histogram toHistogram() {
            int end = byHour.length;
            while (end > 1 && byHour[end - 1] == 0) {
                end--;
            }
            long[] hours = Arrays.copyOfRange(byHour, 1, end);
            return Histogram.ofCounts(hours).plus(others.toHistogram());
        }
    }
}
