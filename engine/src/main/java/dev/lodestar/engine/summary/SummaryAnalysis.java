package dev.lodestar.engine.summary;

import dev.lodestar.engine.activation.ActivationAnalysis;
import dev.lodestar.engine.activation.ActivationAnswer;
import dev.lodestar.engine.activation.ActivationRate;
import dev.lodestar.engine.activity.StickinessAnalysis;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Ratio;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.northstar.NorthStarAnalysis;
import dev.lodestar.engine.northstar.NorthStarAnswer;
import dev.lodestar.engine.northstar.NorthStarSettings;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TotalsQuery;
import dev.lodestar.engine.query.TrailingActivityQuery;
import dev.lodestar.engine.time.DayRange;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the summary from the analyses that its figures come from. */
public final class SummaryAnalysis {
    private static final int ACTIVATION_DAYS = 14;
    private static final int DAYS_OF_LAST_WEEKS = 13;

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public SummaryAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** The figures of the last day of the range, and totals up to it. */
    public SummaryAnswer analyse(Scope scope, NorthStarSettings settings) {
        Inquiry inquiry = new Inquiry(context, scope);
        LastDay lastDay = lastDay(inquiry);
        Tally totals = inquiry.ask(new TotalsQuery(inquiry.range(), inquiry.filters()));
        NorthStarAnswer northStar = new NorthStarAnalysis(context).analyse(lastWeeks(inquiry), settings);
        Double activationRate = activationRate(new ActivationAnalysis(context).analyse(scope));
        boolean activity = inquiry.extent().activity();
        long users = totals.count(TotalsQuery.USERS);
        long events = totals.count(TotalsQuery.EVENTS);
        Double collaborationRate = activity
                ? Ratio.of(totals.count(TotalsQuery.COLLABORATORS), totals.count(TotalsQuery.ACTIVATED))
                : null;
        Double paidConversionRate = Ratio.of(totals.count(TotalsQuery.MONETISED), users);
        Double eventsPerUser = Ratio.of(events, users);
        Map<String, String> reasons = new TreeMap<>();
        String inactivity = inquiry.inactivity();
        String northStarReason = northStar.reason();
        explain(
                reasons,
                "north_star",
                northStar.current(),
                northStarReason == null ? Reason.NO_COMPLETE_WEEK : northStarReason);
        explain(reasons, "daily_active_users", lastDay.dau(), inactivity, Reason.EMPTY_BASE);
        explain(reasons, "weekly_active_users", lastDay.wau(), inactivity, Reason.WINDOW_NOT_FILLED);
        explain(reasons, "monthly_active_users", lastDay.mau(), inactivity, Reason.WINDOW_NOT_FILLED);
        explain(
                reasons,
                "dau_mau_ratio",
                lastDay.ratio(),
                inactivity,
                lastDay.mau() == null ? Reason.WINDOW_NOT_FILLED : Reason.EMPTY_BASE);
        explain(reasons, "activation_rate", activationRate, inactivity, Reason.CENSORED);
        explain(reasons, "collaboration_rate", collaborationRate, inactivity, Reason.EMPTY_BASE);
        explain(reasons, "paid_conversion_rate", paidConversionRate, Reason.NO_PROFILES);
        explain(reasons, "avg_events_per_user", eventsPerUser, Reason.NO_PROFILES);
        return new SummaryAnswer(
                definition(inquiry, settings),
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                northStar.current(),
                lastDay.wau(),
                lastDay.dau(),
                lastDay.mau(),
                lastDay.ratio(),
                activationRate,
                collaborationRate,
                paidConversionRate,
                users,
                events,
                eventsPerUser,
                reasons);
    }

    /** As much of the range as the last complete week can lie in, so that not every week is counted for one figure. */
    private static Scope lastWeeks(Inquiry inquiry) {
        DayRange range = inquiry.range();
        int from = Math.max(range.from(), range.to() - DAYS_OF_LAST_WEEKS);
        return new Scope(LocalDate.ofEpochDay(from), range.toDate(), inquiry.filters());
    }

    private static Map<String, @Nullable Object> definition(Inquiry inquiry, NorthStarSettings settings) {
        Map<String, @Nullable Object> definition = inquiry.definition("summary");
        definition.put("activation_days", ACTIVATION_DAYS);
        definition.put("north_star_target", settings.target());
        return definition;
    }

    private record LastDay(
            @Nullable Long dau,
            @Nullable Long wau,
            @Nullable Long mau) {
        @Nullable
        Double ratio() {
            return Ratio.of(dau, mau);
        }
    }

    private static LastDay lastDay(Inquiry inquiry) {
        DayRange range = inquiry.range();
        if (range.isEmpty() || !inquiry.extent().activity()) {
            return new LastDay(null, null, null);
        }
        int day = range.to() - 1;
        Tally tally = inquiry.ask(new TrailingActivityQuery(new DayRange(day, range.to()), inquiry.filters()));
        return new LastDay(
                tally.count(TrailingActivityQuery.DAU),
                StickinessAnalysis.isWeekFilled(inquiry, day) ? tally.count(TrailingActivityQuery.WAU) : null,
                StickinessAnalysis.isMonthFilled(inquiry, day) ? tally.count(TrailingActivityQuery.MAU) : null);
    }

    private static @Nullable Double activationRate(ActivationAnswer activation) {
        return activation.rates().stream()
                .filter(rate -> rate.withinDays() == ACTIVATION_DAYS)
                .findFirst()
                .map(ActivationRate::rate)
                .orElse(null);
    }

    private static void explain(
            Map<String, String> reasons,
            String field,
            @Nullable Object figure,
            @Nullable String first,
            String otherwise) {
        explain(reasons, field, figure, first == null ? otherwise : first);
    }

    private static void explain(Map<String, String> reasons, String field, @Nullable Object figure, String reason) {
        if (figure == null) {
            reasons.put(field, reason);
        }
    }
}
