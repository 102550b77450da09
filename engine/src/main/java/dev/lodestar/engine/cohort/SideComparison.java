package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Reason;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.cohort.CohortTable.Cohort;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SidePeriod;
import dev.lodestar.engine.cohort.SideComparisonAnswer.SideUsers;
import dev.lodestar.engine.query.CohortSizeQuery;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.LastActivityQuery;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.statistics.LogRank;
import dev.lodestar.engine.statistics.Proportions;
import dev.lodestar.engine.statistics.SurvivalData;
import dev.lodestar.engine.time.PeriodTable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Any two sets of users against each other, over the cohorts by signup that are old enough on both sides: those whose period 6 is complete.
 *
 * <p>Differences are b − a. The tests and the log-rank are those of {@link CohortComparison}. Sets told apart by behaviour in the first days are
 * compared from the end of these days on, among those not lost by then.
 */
public final class SideComparison {
    private static final List<Integer> PERIODS = List.of(1, 3, 6);
    private static final int MATURE_PERIOD = 6;

    /** Somebody who was not active in so many last days is lost. */
    public static final int INACTIVITY_DAYS = 30;

    private final AnalysisContext context;

    /** A comparison in some surroundings. */
    public SideComparison(AnalysisContext context) {
        this.context = context;
    }

    /**
     * Compares two sets.
     *
     * @throws InvalidDefinitionException when a user is on both sides, or the first days of a behaviour are longer than a period
     */
    public SideComparisonAnswer analyse(Scope scope, SideDefinition definition) {
        Inquiry inquiry = new Inquiry(context, scope);
        check(inquiry, definition);
        PeriodTable periods = PeriodTable.fromPeriodStart(inquiry.calendar(), definition.period(), inquiry.range());
        Side a = side(inquiry, definition, definition.a(), periods);
        Side b = side(inquiry, definition, definition.b(), periods);
        boolean known = inquiry.extent().activity() && a.users() > 0 && b.users() > 0;
        return new SideComparisonAnswer(
                definition(inquiry, definition),
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                inquiry.extent().activity() ? a.shown() : null,
                inquiry.extent().activity() ? b.shown() : null,
                known ? periods(a, b) : List.of(),
                known ? logRank(inquiry, definition, a, b) : null,
                known || !inquiry.extent().activity() ? inquiry.inactivity() : reason(a, b));
    }

    /** Refuses what {@link #analyse} refuses, and compares nothing. */
    public void check(Scope scope, SideDefinition definition) {
        check(new Inquiry(context, scope), definition);
    }

    private static void check(Inquiry inquiry, SideDefinition definition) {
        requireLandmarkWithinPeriod(definition);
        requireDisjoint(inquiry, definition);
    }

    private static String reason(Side a, Side b) {
        return a.users() + b.users() == 0 ? Reason.NO_MATURE_COHORTS : Reason.EMPTY_BASE;
    }

    private static void requireLandmarkWithinPeriod(SideDefinition definition) {
        int longest = RetentionQuery.windowDays(definition.period());
        if (definition.landmarkDays() > longest) {
            throw new InvalidDefinitionException(
                    "within",
                    definition.landmarkDays() + "d",
                    "at most " + longest + "d, the length of a "
                            + definition.period().wireName() + " window");
        }
    }

    private static void requireDisjoint(Inquiry inquiry, SideDefinition definition) {
        if (definition.a().cohorts() != null) {
            return;
        }
        Filters both = inquiry.filters()
                .and(definition.a().criterion())
                .and(definition.b().criterion())
                .until(inquiry.range().to());
        long users = inquiry.ask(new CohortSizeQuery(both)).count(CohortSizeQuery.USERS);
        if (users > 0) {
            throw new InvalidDefinitionException(
                    "b", definition.b().label(), "a set without users of a: some are in both");
        }
    }

    /** A side with its cohorts that are old enough. */
    private record Side(ComparedSide who, Filters filters, List<Cohort> cohorts) {
        long users() {
            return cohorts.stream().mapToLong(Cohort::size).sum();
        }

        long active(int period) {
            return cohorts.stream().mapToLong(cohort -> cohort.active()[period]).sum();
        }

        List<Integer> indices() {
            return cohorts.stream().map(Cohort::index).toList();
        }

        SideUsers shown() {
            return new SideUsers(
                    who.label(), cohorts.stream().map(Cohort::start).toList(), users());
        }
    }

    private static Side side(Inquiry inquiry, SideDefinition definition, ComparedSide who, PeriodTable periods) {
        int to = inquiry.range().to();
        Filters filters = inquiry.filters()
                .and(who.criterion())
                .and(definition.alive(INACTIVITY_DAYS))
                .until(to);
        RetentionMode mode = definition.mode();
        Tally tally = inquiry.ask(RetentionQuery.of(definition.period(), mode, inquiry.range(), filters));
        RetentionAges ages =
                new RetentionAges(inquiry.calendar(), periods, to, RetentionDefinition.of(definition.period(), mode));
        Predicate<Cohort> asked = cohort -> isAsked(who.cohorts(), cohort.start());
        List<Cohort> mature = CohortTable.of(tally, periods, 0).stream()
                .filter(cohort -> ages.isComplete(cohort.index(), MATURE_PERIOD))
                .filter(asked)
                .toList();
        return new Side(who, filters, mature);
    }

    private static boolean isAsked(@Nullable List<LocalDate> cohorts, LocalDate start) {
        return cohorts == null || cohorts.contains(start);
    }

    private static List<SidePeriod> periods(Side a, Side b) {
        return RateTests.of(PERIODS.stream()
                        .map(k -> new RateTests.Pair(k, a.active(k), a.users(), b.active(k), b.users()))
                        .toList())
                .stream()
                .map(SidePeriod::of)
                .toList();
    }

    private static LogRankTest logRank(Inquiry inquiry, SideDefinition definition, Side a, Side b) {
        return LogRank.test(survival(inquiry, definition, a), survival(inquiry, definition, b))
                .map(result -> new LogRankTest(result.chiSquare(), result.pValue()))
                .orElse(new LogRankTest(null, null));
    }

    private static SurvivalData survival(Inquiry inquiry, SideDefinition definition, Side side) {
        Tally tally = inquiry.ask(new LastActivityQuery(
                definition.period(), inquiry.range(), side.indices(), List.of(), INACTIVITY_DAYS, side.filters()));
        long[] lost = tally.row(LastActivityQuery.EARLY_LOST, 0);
        long[] times = IntStream.range(0, lost.length).asLongStream().toArray();
        return new SurvivalData(times, lost, tally.row(LastActivityQuery.EARLY_SEEN, lost.length));
    }

    private static Map<String, @Nullable Object> definition(Inquiry inquiry, SideDefinition asked) {
        Map<String, @Nullable Object> definition = inquiry.definition("set_comparison");
        definition.put("period", asked.period().wireName());
        definition.put("by", asked.by());
        definition.put("a", asked.a().label());
        definition.put("b", asked.b().label());
        if (asked.a().saved() != null) {
            definition.put("a_cohort", asked.a().saved());
            definition.put("b_cohort", asked.b().saved());
        }
        definition.put("mode", asked.mode().wireName());
        definition.put("landmark_days", asked.landmarkDays());
        definition.put("mature_period", MATURE_PERIOD);
        definition.put("periods", PERIODS);
        definition.put("confidence", Proportions.CONFIDENCE);
        definition.put("inactivity_days", INACTIVITY_DAYS);
        return definition;
    }
}
