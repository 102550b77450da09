package dev.lodestar.engine.query;

import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.TimeClasses;
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
 * The use of the plan's features in a range. Times to first use come in two rounds: first in classes, then, where a quantile falls, to the
 * millisecond; so that not every user's time need travel. The second round has these times and nothing else.
 *
 * @param range the range
 * @param filters the users who count
 * @param exactClasses by feature, the classes in which times to first use are wanted exactly; empty in the first round, which has them all
 *     in classes
 */
public record FeatureQuery(DayRange range, Filters filters, List<Classes> exactClasses) implements TimelineQuery {
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

    private static final String FIRST_USE = "first_use|";
    private static final String DAYS = "days|";
    private static final long HOUR_MILLIS = 3_600_000L;

    /**
     * Some classes of times, both ends included; none where the last is before the first.
     *
     * @param first the first
     * @param last the last
     */
    public record Classes(long first, long last) {
        /** No class. */
        public static final Classes NONE = new Classes(0, -1);

        boolean contains(long number) {
            return number >= first && number <= last;
        }
    }

    /** The class of a time from signup to first use: a {@link TimeClasses#coarseOf coarse} one, and before signup one an hour, numbered below 0. */
    static long classOf(long millis) {
        return millis < 0 ? Math.floorDiv(millis, HOUR_MILLIS) : TimeClasses.coarseOf(millis);
    }

    /** The name of a feature's multiset of times from signup to first use: the numbers of classes, which ascend with the times, or milliseconds. */
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
        if (!exactClasses.isEmpty()) {
            return new Tally(Map.of(), Map.of(), histograms, Map.of());
        }
        for (int feature = 0; feature < scan.days.length; feature++) {
            histograms.put(daysOf(feature), scan.days[feature].toHistogram());
        }
        Map<String, long[]> sums = Map.of(
                ACTIVE, new long[] {scan.active},
                ELIGIBLE, new long[] {scan.eligible},
                ADOPTERS, scan.adopters,
                ACTIVE_ADOPTERS, scan.activeAdopters,
                USES, scan.uses);
        return new Tally(sums, Map.of(), histograms, Map.of());
    }

    /** Reads the rows of the users who have all their events in the range, feature by feature, and counts the events of the others. */
    private static final class Scan implements BlockVisitor {
        private final DayRange range;
        private final long fromMillis;
        private final long toMillis;
        private final boolean isReadable;
        private final FeatureUses userUses;
        private final List<Classes> exactClasses;
        private final EventTypes types;
        private final long[] adopters;
        private final long[] activeAdopters;
        private final long[] uses;
        private final SpreadCounts[] days;
        private final FirstUses[] firstUses;

        /** By user of a block: 1 where rows are read, else 0. */
        private final byte[] isRead = new byte[UserBlock.CAPACITY];

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
            this.exactClasses = query.exactClasses;
            this.adopters = new long[features];
            this.activeAdopters = new long[features];
            this.uses = new long[features];
            this.days = new SpreadCounts[features];
            // a day may come once more after the clock was put back over midnight, at the start of the range
            Arrays.setAll(days, feature -> new SpreadCounts(Math.max(range.days() + 1, UserBlock.MANY_USES)));
            this.firstUses = new FirstUses[features];
            Arrays.setAll(firstUses, feature -> new FirstUses());
        }

        @Override
        public void visit(UserBlock block, int[] users, int count) {
            boolean within = isReadable && block.isWithin(fromMillis, toMillis);
            boolean everybody = within && block.tellsAllUses() && count == block.size();
            if (!everybody) {
                select(block, users, count, within);
            }
            if (exactClasses.isEmpty()) {
                if (everybody) {
                    count(block, users, count);
                }
                for (int feature = 0; feature < adopters.length; feature++) {
                    if (everybody) {
                        readAll(block, feature);
                    } else {
                        readSome(block, feature);
                    }
                }
            } else {
                for (int feature = 0; feature < adopters.length; feature++) {
                    readExactly(block, everybody, feature);
                }
            }
        }

        /** Finds the users whose rows can be read, and counts the events of the others. */
        private void select(UserBlock block, int[] users, int count, boolean within) {
            Arrays.fill(isRead, (byte) 0);
            for (int i = 0; i < count; i++) {
                int user = users[i];
                if (isReadable && block.tellsUses(user) && (within || block.isWithin(user, fromMillis, toMillis))) {
                    isRead[user] = 1;
                    count(block, user);
                } else {
                    visit(block, user);
                }
            }
        }

        private void count(UserBlock block, int[] users, int count) {
            for (int i = 0; i < count; i++) {
                count(block, users[i]);
            }
        }

        private void count(UserBlock block, int user) {
            int isActive = block.activeStart(user) < block.activeStart(user + 1) ? 1 : 0;
            active += isActive;
            eligible += block.hasProfile(user) ? isActive : 0;
        }

        /** Users without a profile have no class, come first, and are no adopters. */
        private void readAll(UserBlock block, int feature) {
            int first = block.useStart(feature, 1);
            int end = block.useEnd(feature);
            SpreadCounts byDays = days[feature];
            int[] byClass = firstUses[feature].byClass;
            long used = 0;
            for (int row = first; row < end; row++) {
                used += block.uses(row);
                byDays.add(block.useDays(row), row);
                byClass[block.firstUseClass(row)]++;
            }
            activeAdopters[feature] += end - block.useStart(feature);
            adopters[feature] += end - first;
            uses[feature] += used;
        }

        /** The same of the users selected; the others are counted with 0 days, and in no class. */
        private void readSome(UserBlock block, int feature) {
            int users = 0;
            int withClass = 0;
            long used = 0;
            SpreadCounts byDays = days[feature];
            int[] byClass = firstUses[feature].byClass;
            for (int row = block.useStart(feature); row < block.useEnd(feature); row++) {
                int read = isRead[block.userOfUse(row)];
                int classPlusOne = block.firstUseClass(row);
                int isAdopter = -classPlusOne >> Integer.SIZE - 1 & -read;
                users += read;
                withClass -= isAdopter;
                used += block.uses(row) & isAdopter;
                byDays.add(block.useDays(row) & isAdopter, row);
                byClass[classPlusOne & isAdopter | ~isAdopter & FirstUses.NOBODY + (row & FirstUses.SPREAD)]++;
            }
            activeAdopters[feature] += users;
            adopters[feature] += withClass;
            uses[feature] += used;
        }

        private void readExactly(UserBlock block, boolean everybody, int feature) {
            int first = (int) Math.max(exactClasses.get(feature).first(), 0) + 1;
            int last = (int) exactClasses.get(feature).last() + 1;
            int end = block.useEnd(feature);
            for (int row = block.useStart(feature, first); row < end && block.firstUseClass(row) <= last; row++) {
                int user = block.userOfUse(row);
                if (everybody || isRead[user] > 0) {
                    firstUses[feature].others.add(firstUse(block, user, feature) - block.signupAt(user));
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
                        days[feature].add(userUses.days(feature), user);
                        addFirstUse(feature, block.time(userUses.firstEvent(feature)) - block.signupAt(user));
                    }
                }
            }
        }

        private void addFirstUse(int feature, long millis) {
            long number = classOf(millis);
            if (exactClasses.isEmpty()) {
                firstUses[feature].addClass(number);
            } else if (exactClasses.get(feature).contains(number)) {
                firstUses[feature].others.add(millis);
            }
        }
    }

    /** Times to first use of one feature: counts by class from signup on, and other numbers as they are. */
    private static final class FirstUses {
        /** From here on those without a time are counted, in several cells, as waiting for the same cell to be written would take longer than all else. */
        static final int NOBODY = TimeClasses.COARSE_COUNT + 1;

        static final int SPREAD = 7;

        /** By class plus 1: how often. */
        private final int[] byClass = new int[NOBODY + SPREAD + 1];

        private final LongBuffer others = new LongBuffer();

        void addClass(long number) {
            if (number < 0) {
                others.add(number);
            } else {
                byClass[(int) number + 1]++;
            }
        }

        Histogram toHistogram() {
            Histogram classes = Histogram.ofCounts(Arrays.copyOfRange(byClass, 1, NOBODY));
            Histogram rest = others.toHistogram();
            return rest.values().length == 0 ? classes : classes.plus(rest);
        }
    }

    /** Counts of small numbers, in several tables by turns, as waiting for the same cell to be written would take longer than all else. */
    private static final class SpreadCounts {
        private static final int TABLES = 4;

        private final int[] cells;

        /** @param greatest the greatest number */
        SpreadCounts(int greatest) {
            cells = new int[(greatest + 1) * TABLES];
        }

        void add(int number, int turn) {
            cells[number * TABLES + (turn & TABLES - 1)]++;
        }

        /** The numbers above 0. */
        Histogram toHistogram() {
            int[] sums = new int[cells.length / TABLES];
            for (int number = 1; number < sums.length; number++) {
                for (int table = 0; table < TABLES; table++) {
                    sums[number] += cells[number * TABLES + table];
                }
            }
            return Histogram.ofCounts(sums);
        }
    }
}
