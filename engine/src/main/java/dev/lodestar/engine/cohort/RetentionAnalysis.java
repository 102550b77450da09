package dev.lodestar.engine.cohort;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.ConditionWords;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.cohort.CohortTable.Cohort;
import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.RetentionDefinition;
import dev.lodestar.engine.query.RetentionGroupsQuery;
import dev.lodestar.engine.query.RetentionMode;
import dev.lodestar.engine.query.RetentionQuery;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.TextOrder;
import dev.lodestar.engine.query.VocabularyQuery;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.time.PeriodTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The retention matrix. The range narrows who starts; returns count up to its end. What the cells mean is said at
 * {@link RetentionDefinition}.
 *
 * <p>A cohort has a cell for every column that starts before the end of the range; a cell whose column is not complete by then is censored: no
 * count, no rate. Where the data hold no active event, no cell has a count.
 */
public final class RetentionAnalysis {
    /** The most cells of an answer, over all groups. */
    public static final int MAX_CELLS = 250_000;

    /** The most periods of a range. */
    public static final int MAX_PERIODS = 2_500;

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public RetentionAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** The matrix of cohorts by signup with any activity, and its pooled columns. */
    public RetentionAnswer analyse(Scope scope, CalendarPeriod period, RetentionMode mode) {
        Inquiry inquiry = new Inquiry(context, scope);
        RetentionDefinition definition = RetentionDefinition.of(period, mode);
        PeriodTable periods = PeriodTable.fromPeriodStart(inquiry.calendar(), period, inquiry.range());
        requireFewPeriods(periods);
        Tally tally = inquiry.ask(RetentionQuery.of(period, mode, inquiry.range(), inquiry.filters()));
        RetentionMatrix matrix = matrix(inquiry, definition, periods);
        return answer(inquiry, definition, matrix.rows(CohortTable.of(tally, periods, 0)), null);
    }

    /**
     * The matrix of a definition, its pooled columns, and the same for each group of a breakdown.
     *
     * @throws InvalidDefinitionException when {@link RetentionRules} refuse it, or it makes more than {@value #MAX_CELLS} cells
     */
    public RetentionAnswer analyse(Scope scope, RetentionDefinition definition) {
        scope.requireSomeDays();
        Inquiry inquiry = new Inquiry(context, scope);
        RetentionRules.check(definition, Vocabulary.of(context.plan(), inquiry.ask(new VocabularyQuery())));
        PeriodTable periods = PeriodTable.fromPeriodStart(inquiry.calendar(), definition.period(), inquiry.range());
        requireFewPeriods(periods);
        List<String> values = definition.breakdown() == null ? List.of() : ranked(inquiry, definition);
        List<String> shown = values.subList(0, Math.min(values.size(), definition.maxGroups()));
        Tally tally = inquiry.ask(new RetentionQuery(definition, inquiry.range(), shown, inquiry.filters()));
        List<List<Cohort>> groups = new ArrayList<>();
        for (int group = 0; group <= shown.size(); group++) {
            groups.add(CohortTable.of(tally, periods, group));
        }
        RetentionAges ages = ages(inquiry, definition, periods);
        requireReadable(groups, ages);
        RetentionMatrix matrix = new RetentionMatrix(ages, isMeasurable(inquiry, definition));
        return answer(
                inquiry,
                definition,
                matrix.rows(CohortTable.together(groups)),
                definition.breakdown() == null ? null : groups(matrix, shown, values.size(), groups));
    }

    /** Refuses an impossible definition by an {@link InvalidDefinitionException}, and counts nothing. */
    public void check(Scope scope, RetentionDefinition definition) {
        scope.requireSomeDays();
        RetentionRules.check(
                definition, Vocabulary.of(context.plan(), new Inquiry(context, scope).ask(new VocabularyQuery())));
    }

    /** The values of the breakdown, the largest group first. */
    private static List<String> ranked(Inquiry inquiry, RetentionDefinition definition) {
        Tally sizes = inquiry.ask(new RetentionGroupsQuery(definition, inquiry.range(), inquiry.filters()));
        return sizes.sums().keySet().stream()
                .sorted(Comparator.comparingLong((String value) -> sizes.count(value))
                        .reversed()
                        .thenComparing(TextOrder.BY_CHARACTERS))
                .toList();
    }

    private static List<RetentionGroup> groups(
            RetentionMatrix matrix, List<String> shown, int values, List<List<Cohort>> groups) {
        List<RetentionGroup> rows = new ArrayList<>();
        for (int group = 0; group < shown.size(); group++) {
            rows.add(group(matrix, shown.get(group), 1, groups.get(group)));
        }
        if (values > shown.size()) {
            rows.add(group(matrix, RetentionDefinition.OTHER, values - shown.size(), groups.getLast()));
        }
        return rows;
    }

    private static RetentionGroup group(RetentionMatrix matrix, String value, int values, List<Cohort> cohorts) {
        List<RetentionCohort> rows = matrix.rows(cohorts);
        long size = cohorts.stream().mapToLong(Cohort::size).sum();
        return new RetentionGroup(value, values, size, rows, RetentionMatrix.pooled(rows));
    }

    /** Before anything is counted: rows of periods, for cohorts of as many, must fit into memory. */
    private static void requireFewPeriods(PeriodTable periods) {
        if (periods.size() > MAX_PERIODS) {
            throw new InvalidDefinitionException(
                    "period",
                    periods.size() + " periods in the range",
                    "at most " + MAX_PERIODS + ": ask for a longer period or a shorter range");
        }
    }

    private static void requireReadable(List<List<Cohort>> groups, RetentionAges ages) {
        long cells = 0;
        for (List<Cohort> cohorts : groups) {
            for (Cohort cohort : cohorts) {
                cells += ages.columns(cohort.index());
            }
        }
        if (cells > MAX_CELLS) {
            throw new InvalidDefinitionException(
                    "period",
                    ages.definition().period().wireName() + " with " + cells + " cells",
                    "at most " + MAX_CELLS + " cells: a longer period, a shorter range or fewer groups");
        }
    }

    private static RetentionMatrix matrix(Inquiry inquiry, RetentionDefinition definition, PeriodTable periods) {
        return new RetentionMatrix(ages(inquiry, definition, periods), isMeasurable(inquiry, definition));
    }

    /** A return that is named may be passive; any other needs activity in the data. */
    private static boolean isMeasurable(Inquiry inquiry, RetentionDefinition definition) {
        return inquiry.extent().activity() || !definition.returnEvent().events().isEmpty();
    }

    private static RetentionAges ages(Inquiry inquiry, RetentionDefinition definition, PeriodTable periods) {
        return new RetentionAges(inquiry.calendar(), periods, inquiry.range().to(), definition);
    }

    private static RetentionAnswer answer(
            Inquiry inquiry,
            RetentionDefinition asked,
            List<RetentionCohort> cohorts,
            @Nullable List<RetentionGroup> groups) {
        return new RetentionAnswer(
                definition(inquiry, asked),
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                asked.period().wireName(),
                asked.mode().wireName(),
                cohorts,
                RetentionMatrix.pooled(cohorts),
                groups,
                isMeasurable(inquiry, asked) ? null : inquiry.inactivity());
    }

    private static Map<String, @Nullable Object> definition(Inquiry inquiry, RetentionDefinition asked) {
        Map<String, @Nullable Object> definition = inquiry.definition("retention");
        definition.put("period", asked.period().wireName());
        definition.put("mode", asked.mode().wireName());
        if (asked.mode() == RetentionMode.BRACKET) {
            definition.put("brackets", asked.brackets());
        }
        EventCondition cohortEvent = asked.cohortEvent();
        definition.put("cohort_event", cohortEvent == null ? "signup" : ConditionWords.of(cohortEvent));
        definition.put("cohort_type", asked.cohortType().wireName());
        EventCondition returnEvent = asked.returnEvent();
        definition.put(
                "return_event",
                returnEvent.equals(EventCondition.ANY_ACTIVE) ? "any_active" : ConditionWords.of(returnEvent));
        definition.put("minimum_occurrences", asked.minimumOccurrences());
        if (asked.breakdown() != null) {
            definition.put("breakdown", asked.breakdown());
            definition.put("max_groups", asked.maxGroups());
        }
        return definition;
    }
}
