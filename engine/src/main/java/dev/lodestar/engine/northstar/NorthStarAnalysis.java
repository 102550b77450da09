package dev.lodestar.engine.northstar;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.NorthStarQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The weekly North Star: distinct workspaces with a collaboration event, or distinct users where no event in the data names a workspace.
 * The figures on top are of complete weeks only; the trend is the least-squares line through the last of them.
 */
public final class NorthStarAnalysis {
    private static final int MEAN_WEEKS = 4;
    private static final int DAYS_A_WEEK = 7;

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public NorthStarAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** One row for every week that overlaps the range, and where the last complete one stands. */
    public NorthStarAnswer analyse(Scope scope, NorthStarSettings settings) {
        Inquiry inquiry = new Inquiry(context, scope);
        PeriodTable weeks = new PeriodTable(inquiry.calendar(), CalendarPeriod.WEEKLY, inquiry.range());
        Tally tally = inquiry.ask(new NorthStarQuery(inquiry.range(), inquiry.filters()));
        String unit = inquiry.extent().workspaces() ? "workspace" : "user";
        List<NorthStarWeek> weekly = inquiry.extent().activity()
                ? weekly(weeks, tally, inquiry.extent().workspaces())
                : unknown(weeks);
        Map<String, @Nullable Object> definition = inquiry.definition("north_star");
        definition.put("unit", unit);
        definition.put("events", List.copyOf(new TreeSet<>(context.plan().collaboration())));
        definition.put("target", settings.target());
        definition.put("mean_weeks", MEAN_WEEKS);
        definition.put("trend_weeks", settings.trendWeeks());
        return answer(inquiry, definition, unit, weekly, settings);
    }

    private static List<NorthStarWeek> unknown(PeriodTable weeks) {
        List<NorthStarWeek> weekly = new ArrayList<>(weeks.size());
        for (int week = 0; week < weeks.size(); week++) {
            weekly.add(new NorthStarWeek(weeks.startDate(week), null, null, null, weeks.isPartial(week)));
        }
        return weekly;
    }

    private static List<NorthStarWeek> weekly(PeriodTable weeks, Tally tally, boolean byWorkspace) {
        long[] collaborators = tally.row(NorthStarQuery.COLLABORATORS, weeks.size());
        long[] active = tally.row(NorthStarQuery.ACTIVE, weeks.size());
        List<NorthStarWeek> weekly = new ArrayList<>(weeks.size());
        for (int week = 0; week < weeks.size(); week++) {
            long value = byWorkspace ? tally.distinctCount(NorthStarQuery.workspacesOf(week)) : collaborators[week];
            weekly.add(new NorthStarWeek(
                    weeks.startDate(week),
                    value,
                    active[week],
                    Ratio.of(collaborators[week], active[week]),
                    weeks.isPartial(week)));
        }
        return weekly;
    }

    private static NorthStarAnswer answer(
            Inquiry inquiry,
            Map<String, @Nullable Object> definition,
            String unit,
            List<NorthStarWeek> weekly,
            NorthStarSettings settings) {
        List<NorthStarWeek> complete = weekly.stream()
                .filter(week -> !week.partial() && week.value() != null)
                .toList();
        long[] values = complete.stream().mapToLong(NorthStarAnalysis::valueOf).toArray();
        int size = values.length;
        Long current = size > 0 ? values[size - 1] : null;
        LocalDate currentWeek = size > 0 ? complete.getLast().weekStart() : null;
        String inactivity = inquiry.inactivity();
        return new NorthStarAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                unit,
                current,
                currentWeek,
                size > 1 ? values[size - 2] : null,
                meanOfLast(values),
                settings.target(),
                attainment(current, settings.target()),
                currentWeek == null ? null : forecast(values, currentWeek, settings),
                weekly,
                inactivity == null && size == 0 ? Reason.NO_COMPLETE_WEEK : inactivity);
    }

    private static long valueOf(NorthStarWeek week) {
        Long value = week.value();
        return value == null ? 0 : value;
    }

    private static @Nullable Double meanOfLast(long[] values) {
        return values.length < MEAN_WEEKS
                ? null
                : Arrays.stream(values, values.length - MEAN_WEEKS, values.length)
                                .sum()
                        / (double) MEAN_WEEKS;
    }

    private static @Nullable Double attainment(@Nullable Long current, @Nullable Double target) {
        return current == null || target == null ? null : Ratio.of(current, target);
    }

    private static @Nullable LocalDate forecast(long[] values, LocalDate currentWeek, NorthStarSettings settings) {
        Double target = settings.target();
        if (target == null) {
            return null;
        }
        if (values[values.length - 1] >= target) {
            return currentWeek;
        }
        if (values.length < 2) {
            return null;
        }
        long[] recent = Arrays.copyOfRange(values, Math.max(0, values.length - settings.trendWeeks()), values.length);
        OptionalInt weeks = new Trend(recent).weeksUntil(target);
        return weeks.isPresent() ? currentWeek.plusDays((long) weeks.getAsInt() * DAYS_A_WEEK) : null;
    }
}
