package dev.lodestar.engine.analysis;

import dev.lodestar.engine.query.AsOf;
import dev.lodestar.engine.query.ExtentQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.Gathered;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TimelineQuery;
import dev.lodestar.engine.time.DayRange;
import dev.lodestar.engine.time.PeriodTable;
import dev.lodestar.engine.time.ProjectCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One analysis under way: it settles the range, puts questions to the partitions round by round, and keeps account of what all the
 * rounds together cover.
 */
public final class Inquiry {
    private final AnalysisContext context;
    private final Scope scope;
    private final Extent extent;
    private final DayRange range;
    private @Nullable AsOf asOf;
    private double completeness = 1.0;

    /** Starts with the first round, the extent of the data. */
    public Inquiry(AnalysisContext context, Scope scope) {
        this.context = context;
        this.scope = scope;
        LocalDate today = LocalDate.ofInstant(
                context.clock().instant(), context.calendar().zone());
        this.extent = Extent.of(ask(new ExtentQuery()), context.calendar(), today);
        this.range = settle(scope, extent);
    }

    private static DayRange settle(Scope scope, Extent extent) {
        LocalDate explicitFrom = scope.from();
        LocalDate explicitTo = scope.to();
        int to = explicitTo == null ? extent.defaultTo() : (int) explicitTo.toEpochDay();
        int from = explicitFrom == null ? Math.min(extent.firstDay(), to) : (int) explicitFrom.toEpochDay();
        return new DayRange(from, Math.max(from, to));
    }

    /** Puts a question to all partitions. */
    public Tally ask(TimelineQuery query) {
        Gathered gathered = context.shards().gather(query);
        asOf = asOf == null ? gathered.asOf() : asOf.plus(gathered.asOf());
        completeness = Math.min(completeness, gathered.completeness());
        return gathered.tally();
    }

    /** What the data hold at all. */
    public Extent extent() {
        return extent;
    }

    /** The range asked for, defaults filled in. */
    public DayRange range() {
        return range;
    }

    /** The users who count. */
    public Filters filters() {
        return scope.filters().until(range.to());
    }

    /** The project's calendar. */
    public ProjectCalendar calendar() {
        return context.calendar();
    }

    /** The least position that every round so far covers. */
    public AsOf asOf() {
        return asOf == null ? AsOf.NOTHING : asOf;
    }

    /** The least share of partitions that answered a round. */
    public double completeness() {
        return completeness;
    }

    /** Now. */
    public Instant computedAt() {
        return context.clock().instant();
    }

    /** {@link Reason#NO_ACTIVITY_EVENTS} where the data hold none, else null. */
    public @Nullable String inactivity() {
        return extent.activity() ? null : Reason.NO_ACTIVITY_EVENTS;
    }

    /** Whether a period of a table is complete before the end of the range. */
    public boolean isComplete(PeriodTable periods, int index) {
        return periods.firstDay(index + 1) <= range.to();
    }

    /** The parameters common to all definitions, for the caller to add its own, by wire name. */
    public Map<String, @Nullable Object> definition(String object) {
        Map<String, @Nullable Object> definition = new LinkedHashMap<>();
        definition.put("object", object);
        definition.put("from", range.fromDate().toString());
        definition.put("to", range.toDate().toString());
        definition.put("time_zone", context.calendar().zone().getId());
        definition.put("week_start", context.calendar().weekStart().name().toLowerCase(Locale.ROOT));
        definition.put("filters", filters().allowed());
        if (!scope.cohorts().isEmpty()) {
            definition.put("cohorts", scope.cohorts());
        }
        return definition;
    }
}
