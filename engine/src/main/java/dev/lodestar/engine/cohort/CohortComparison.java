package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.CohortTable.Cohort;
import dev.lodestar.engine.query.LastActivityQuery;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.statistics.LogRank;
import dev.lodestar.engine.statistics.Proportions;
import dev.lodestar.engine.statistics.SurvivalData;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first against the last quarter of the mature cohorts, those whose period 6 is complete. A quarter is rounded down, but is at least
 * one cohort; with fewer than two mature cohorts there is no comparison.
 *
 * <p>Differences are late − early, with Newcombe's interval, a two-sided two-proportion test, and Holm's adjustment over the periods. The
 * log-rank test is over the days from signup to last activity; a user without activity in the last {@value #INACTIVITY_DAYS} days of the
 * range is lost at the last activity, any other is censored there.
 */
public final class CohortComparison {
    private static final List<Integer> PERIODS = List.of(1, 3, 6);
    private static final int MATURE_PERIOD = 6;
    private static final int QUARTERS = 4;
    private static final int INACTIVITY_DAYS = 30;

    private final AnalysisContext context;

    /** A comparison in some surroundings. */
    public CohortComparison(AnalysisContext context) {
        this.context = context;
    }

    /** Compares cohorts of a period. */
    public ComparisonAnswer analyse(Scope scope, CalendarPeriod period) {
        Inquiry inquiry = new Inquiry(context, scope);
        PeriodTable periods = PeriodTable.fromPeriodStart(inquiry.calendar(), period, inquiry.range());
        Tally tally = inquiry.ask(RetentionQuery.of(period, RetentionMode.ON, inquiry.range(), inquiry.filters()));
        List<Cohort> mature = CohortTable.of(tally, periods, 0).stream()
                .filter(cohort -> inquiry.isComplete(periods, cohort.index() + MATURE_PERIOD))
                .toList();
        boolean comparable = inquiry.extent().activity() && mature.size() >= 2;
        int quarter = comparable ? Math.max(1, mature.size() / QUARTERS) : 0;
        List<Cohort> early = mature.subList(0, quarter);
        List<Cohort> late = mature.subList(mature.size() - quarter, mature.size());
        return new ComparisonAnswer(
                definition(inquiry, period),
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                comparable ? set(early) : null,
                comparable ? set(late) : null,
                comparable ? compare(early, late) : List.of(),
                comparable ? logRank(inquiry, period, early, late) : null,
                comparable || !inquiry.extent().activity() ? inquiry.inactivity() : Reason.NO_MATURE_COHORTS);
    }

    private static Map<String, @Nullable Object> definition(Inquiry inquiry, CalendarPeriod period) {
        Map<String, @Nullable Object> definition = inquiry.definition("cohort_comparison");
        definition.put("period", period.wireName());
        definition.put("mature_period", MATURE_PERIOD);
        definition.put("share_of_cohorts", 1.0 / QUARTERS);
        definition.put("periods", PERIODS);
        definition.put("confidence", Proportions.CONFIDENCE);
        definition.put("inactivity_days", INACTIVITY_DAYS);
        return definition;
    }

    private static CohortSet set(List<Cohort> cohorts) {
        return new CohortSet(cohorts.stream().map(Cohort::start).toList(), users(cohorts));
    }

    private static long users(List<Cohort> cohorts) {
        return cohorts.stream().mapToLong(Cohort::size).sum();
    }

    private static long active(List<Cohort> cohorts, int period) {
        return cohorts.stream().mapToLong(cohort -> cohort.active()[period]).sum();
    }

    private static List<ComparedPeriod> compare(List<Cohort> early, List<Cohort> late) {
        return RateTests.of(PERIODS.stream()
                        .map(k -> new RateTests.Pair(k, active(early, k), users(early), active(late, k), users(late)))
                        .toList())
                .stream()
                .map(CohortComparison::compared)
                .toList();
    }

    private static ComparedPeriod compared(RateTests.Tested tested) {
        RateTests.Pair pair = tested.pair();
        return new ComparedPeriod(
                pair.period(),
                pair.firstActive(),
                pair.firstSize(),
                pair.firstRate(),
                pair.secondActive(),
                pair.secondSize(),
                pair.secondRate(),
                pair.difference(),
                tested.interval().low(),
                tested.interval().high(),
                tested.z(),
                tested.pValue(),
                tested.pAdjusted());
    }

    private static LogRankTest logRank(Inquiry inquiry, CalendarPeriod period, List<Cohort> early, List<Cohort> late) {
        Tally tally = inquiry.ask(new LastActivityQuery(
                period, inquiry.range(), indices(early), indices(late), INACTIVITY_DAYS, inquiry.filters()));
        SurvivalData earlyTimes = survival(tally, LastActivityQuery.EARLY_LOST, LastActivityQuery.EARLY_SEEN);
        SurvivalData lateTimes = survival(tally, LastActivityQuery.LATE_LOST, LastActivityQuery.LATE_SEEN);
        return LogRank.test(earlyTimes, lateTimes)
                .map(result -> new LogRankTest(result.chiSquare(), result.pValue()))
                .orElse(new LogRankTest(null, null));
    }

    private static List<Integer> indices(List<Cohort> cohorts) {
        return cohorts.stream().map(Cohort::index).toList();
    }

    private static SurvivalData survival(Tally tally, String lost, String seen) {
        long[] events = tally.row(lost, 0);
        long[] times = IntStream.range(0, events.length).asLongStream().toArray();
        return new SurvivalData(times, events, tally.row(seen, events.length));
    }
}
