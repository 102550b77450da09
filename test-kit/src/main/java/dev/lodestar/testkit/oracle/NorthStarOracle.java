package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.northstar.NorthStarWeek;
import dev.lodestar.engine.time.CalendarPeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Section 2, the North Star: weekly active collaborative workspaces. */
public final class NorthStarOracle {

    private static final int MEAN_WEEKS = 4;
    private static final int MOST_WEEKS_AHEAD = 520;

    private final Slice slice;
    private final Facts facts;

    public NorthStarOracle(Slice slice) {
        this.slice = slice;
        this.facts = slice.facts();
    }

    /** {@code workspace}, or {@code user} where no event of the data names a workspace. */
    public String unit() {
        return facts.hasWorkspaces() ? "workspace" : "user";
    }

    /** Every week that overlaps the range. */
    public List<NorthStarWeek> weekly() {
        return slice.periods(CalendarPeriod.WEEKLY).stream().map(this::week).toList();
    }

    private NorthStarWeek week(LocalDate start) {
        boolean partial = slice.isPartial(CalendarPeriod.WEEKLY, start);
        if (!facts.hasActivity()) {
            return new NorthStarWeek(start, null, null, null, partial);
        }
        Set<String> workspaces = new HashSet<>();
        long collaborators = 0;
        long active = 0;
        for (PlainUser user : slice.users()) {
            List<PlainEvent> ofWeek = user.events().stream()
                    .filter(event -> slice.inRange(event)
                            && Slice.startOf(CalendarPeriod.WEEKLY, facts.day(event.at()))
                                    .equals(start))
                    .toList();
            active += ofWeek.stream().anyMatch(facts::isActive) ? 1 : 0;
            List<PlainEvent> collaboration =
                    ofWeek.stream().filter(facts::isCollaboration).toList();
            collaborators += collaboration.isEmpty() ? 0 : 1;
            collaboration.stream()
                    .map(PlainEvent::workspace)
                    .filter(Objects::nonNull)
                    .forEach(workspaces::add);
        }
        long value = facts.hasWorkspaces() ? workspaces.size() : collaborators;
        return new NorthStarWeek(start, value, active, ActivityOracle.ratio(collaborators, active), partial);
    }

    private List<NorthStarWeek> complete() {
        return weekly().stream().filter(week -> !week.partial()).toList();
    }

    /** The last complete week; null where the range holds none. */
    public @Nullable NorthStarWeek current() {
        List<NorthStarWeek> weeks = complete();
        return weeks.isEmpty() ? null : weeks.getLast();
    }

    /** The value of the complete week before the current one. */
    public @Nullable Long previous() {
        List<NorthStarWeek> weeks = complete();
        return weeks.size() < 2 ? null : weeks.get(weeks.size() - 2).value();
    }

    /** The current value against the target; null without a current value. */
    public @Nullable Double attainment(double target) {
        NorthStarWeek current = current();
        Long value = current == null ? null : current.value();
        return value == null || target == 0 ? null : (Double) (value / target);
    }

    /**
     * The start of the first week, at most ten years ahead, in which the least-squares line through the last complete weeks is at the target
     * or above; the current week where it is reached already. Worked in whole numbers: with n weeks, x counted from 0, and S for sums, the
     * line at x is Sy/n + (nSxy − SxSy)/(nSxx − SxSx) · (x − Sx/n).
     */
    public @Nullable LocalDate forecast(double target, int trendWeeks) {
        List<Long> values = complete().stream()
                .map(NorthStarWeek::value)
                .filter(Objects::nonNull)
                .toList();
        NorthStarWeek current = current();
        if (values.isEmpty() || current == null || values.getLast() >= target) {
            return values.isEmpty() || current == null ? null : current.weekStart();
        }
        List<Long> recent = values.subList(Math.max(0, values.size() - trendWeeks), values.size());
        long n = recent.size();
        long sx = 0;
        long sxx = 0;
        long sy = 0;
        long sxy = 0;
        for (int x = 0; x < n; x++) {
            sx += x;
            sxx += (long) x * x;
            sy += recent.get(x);
            sxy += x * recent.get(x);
        }
        long divisor = n * sxx - sx * sx;
        long slope = n * sxy - sx * sy;
        for (int week = 1; n > 1 && slope > 0 && week <= MOST_WEEKS_AHEAD; week++) {
            long line = sy * divisor + slope * (n * (n - 1 + week) - sx);
            if (BigDecimal.valueOf(line).compareTo(BigDecimal.valueOf(target).multiply(BigDecimal.valueOf(n * divisor)))
                    >= 0) {
                return current.weekStart().plusWeeks(week);
            }
        }
        return null;
    }

    /** The mean of the last four complete weeks; null where there are fewer. */
    public @Nullable Double fourWeekMean() {
        List<NorthStarWeek> weeks = complete();
        if (weeks.size() < MEAN_WEEKS || !facts.hasActivity()) {
            return null;
        }
        return weeks.subList(weeks.size() - MEAN_WEEKS, weeks.size()).stream()
                .map(NorthStarWeek::value)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .average()
                .orElseThrow();
    }
}
