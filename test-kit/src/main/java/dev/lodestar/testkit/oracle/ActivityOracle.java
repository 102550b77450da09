package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.activity.ActiveDaysBucket;
import dev.lodestar.engine.activity.EngagementRow;
import dev.lodestar.engine.activity.StickinessDay;
import dev.lodestar.engine.time.CalendarPeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Section 2, activity: who is active when. */
public final class ActivityOracle {

    private static final int WEEK_DAYS = 7;
    private static final int MONTH_DAYS = 30;

    private final Slice slice;
    private final List<TreeSet<LocalDate>> activeDaysOfUsers;

    public ActivityOracle(Slice slice) {
        this.slice = slice;
        this.activeDaysOfUsers = slice.users().stream()
                .map(user -> slice.daysOf(slice.active(user)))
                .toList();
    }

    /** The calendar series with its lifecycle. */
    public List<EngagementRow> engagement(CalendarPeriod period) {
        List<LocalDate> starts = slice.periods(period);
        if (!slice.facts().hasActivity()) {
            return starts.stream()
                    .map(start -> new EngagementRow(
                            start, null, null, null, null, null, null, null, slice.isPartial(period, start)))
                    .toList();
        }
        List<TreeSet<LocalDate>> periodsOfUsers = new ArrayList<>();
        for (PlainUser user : slice.users()) {
            TreeSet<LocalDate> periods = new TreeSet<>();
            slice.daysOf(slice.activeInRange(user)).forEach(day -> periods.add(Slice.startOf(period, day)));
            periodsOfUsers.add(periods);
        }
        List<EngagementRow> rows = new ArrayList<>();
        for (int t = 0; t < starts.size(); t++) {
            rows.add(row(period, starts, t, periodsOfUsers, rows.isEmpty() ? null : rows.getLast()));
        }
        return rows;
    }

    private EngagementRow row(
            CalendarPeriod period,
            List<LocalDate> starts,
            int t,
            List<TreeSet<LocalDate>> periodsOfUsers,
            @Nullable EngagementRow before) {
        LocalDate now = starts.get(t);
        long fresh = 0;
        long returning = 0;
        long resurrecting = 0;
        long dormant = 0;
        for (TreeSet<LocalDate> periods : periodsOfUsers) {
            boolean here = periods.contains(now);
            boolean there = t > 0 && periods.contains(starts.get(t - 1));
            boolean ever = periods.lower(now) != null;
            fresh += here && !ever ? 1 : 0;
            returning += here && there ? 1 : 0;
            resurrecting += here && ever && !there ? 1 : 0;
            dormant += there && !here ? 1 : 0;
        }
        long active = fresh + returning + resurrecting;
        boolean partial = slice.isPartial(period, now);
        Double growth = null;
        if (before != null && before.activeUsers() != null && !partial && !before.partial()) {
            growth = before.activeUsers() == 0 ? null : (double) active / before.activeUsers() - 1;
        }
        Double quickRatio = dormant == 0 ? null : (double) (fresh + resurrecting) / dormant;
        return new EngagementRow(now, active, fresh, returning, resurrecting, -dormant, growth, quickRatio, partial);
    }

    /** DAU, WAU, MAU and their ratios on each day of the range. */
    public List<StickinessDay> stickiness() {
        return slice.days().stream().map(this::stickiness).toList();
    }

    private StickinessDay stickiness(LocalDate day) {
        Long dau = trailing(day, 1);
        Long wau = trailing(day, WEEK_DAYS);
        Long mau = trailing(day, MONTH_DAYS);
        return new StickinessDay(day, dau, wau, mau, ratio(dau, wau), ratio(dau, mau), ratio(wau, mau));
    }

    /** Distinct users active in the days that end with {@code day}; null where the data start later than the window. */
    @Nullable
    Long trailing(LocalDate day, int length) {
        LocalDate first = day.minusDays(length - 1L);
        if (!slice.facts().hasActivity() || (length > 1 && first.isBefore(slice.firstDay()))) {
            return null;
        }
        return activeDaysOfUsers.stream()
                .filter(days -> !days.subSet(first, true, day, true).isEmpty())
                .count();
    }

    static @Nullable Double ratio(@Nullable Long part, @Nullable Long whole) {
        return part == null || whole == null || whole == 0 ? null : (double) part / whole;
    }

    /** How many users were active on exactly, and on at least, so many days of the range. */
    public List<ActiveDaysBucket> histogram() {
        List<Integer> activeDays = slice.users().stream()
                .map(user -> slice.daysOf(slice.activeInRange(user)).size())
                .toList();
        List<ActiveDaysBucket> buckets = new ArrayList<>();
        for (int k = 1; k <= slice.days().size(); k++) {
            int days = k;
            buckets.add(
                    slice.facts().hasActivity()
                            ? new ActiveDaysBucket(
                                    days,
                                    activeDays.stream().filter(n -> n == days).count(),
                                    activeDays.stream().filter(n -> n >= days).count())
                            : new ActiveDaysBucket(days, null, null));
        }
        return buckets;
    }
}
