package dev.lodestar.engine.funnel;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.analysis.Vocabulary;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.StepFunnelQuery.WantedTimes;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.VocabularyQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ad-hoc funnel: any steps, in order or not, within a window (DEFINITIONS, section 4; {@link FunnelDefinition} has the readings). The range
 * holds step 1; the other steps may come after it, as long as they come before the end of the data: the day after the last event, or the range's
 * end where that is later.
 */
public final class StepFunnelAnalysis {
    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public StepFunnelAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** The funnel; refuses an impossible one by an {@link InvalidDefinitionException}. */
    public StepFunnelAnswer analyse(Scope scope, FunnelDefinition definition) {
        Inquiry inquiry = new Inquiry(context, scope);
        check(context, inquiry, scope, definition);
        FunnelTrend trend = FunnelTrend.of(inquiry, definition);
        Tally tally = inquiry.ask(question(inquiry, definition, List.of(), List.of()));
        List<String> groups = StepFunnelGroups.found(tally);
        List<String> listed = List.of();
        int folded = 0;
        if (groups.size() > StepFunnelQuery.MAX_GROUPS) {
            listed = StepFunnelGroups.largest(tally);
            folded = groups.size() - listed.size();
            tally = inquiry.ask(question(inquiry, definition, listed, List.of()));
            groups = StepFunnelGroups.found(tally);
        }
        StepFunnelRows rows = new StepFunnelRows(definition, tally, groups);
        List<WantedTimes> wanted = rows.wanted();
        Tally times = wanted.isEmpty() ? Tally.EMPTY : inquiry.ask(question(inquiry, definition, listed, wanted));
        List<StepFunnelRow> steps = rows.of(StepFunnelQuery.ALL, times);
        StepFunnelBreakdown breakdown = breakdown(definition.breakdown(), groups, rows, times);
        return new StepFunnelAnswer(
                FunnelWords.definition(inquiry, definition, dataTo(inquiry)),
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                steps,
                breakdown,
                dropOff(steps, breakdown),
                trend.rows(tally),
                tally.count(StepFunnelQuery.REMOVED),
                tally.count(StepFunnelQuery.WITHOUT_PERIOD),
                StepFunnelGroups.notes(definition, folded));
    }

    /** Refuses an impossible funnel by an {@link InvalidDefinitionException}, and counts nothing. */
    public void check(Scope scope, FunnelDefinition definition) {
        check(context, new Inquiry(context, scope), scope, definition);
    }

    /** Refuses what cannot be asked. */
    static void check(AnalysisContext context, Inquiry inquiry, Scope scope, FunnelDefinition definition) {
        scope.requireSomeDays();
        Vocabulary vocabulary = Vocabulary.of(context.plan(), inquiry.ask(new VocabularyQuery()));
        FunnelRules.check(definition, vocabulary);
        vocabulary.require(scope.filters());
    }

    /** The day at whose start the data end. */
    static int dataTo(Inquiry inquiry) {
        return Math.max(inquiry.range().to(), inquiry.extent().defaultTo());
    }

    private static StepFunnelQuery question(
            Inquiry inquiry, FunnelDefinition definition, List<String> groups, List<WantedTimes> wanted) {
        return new StepFunnelQuery(definition, inquiry.range(), dataTo(inquiry), groups, wanted, inquiry.filters());
    }

    private static @Nullable StepFunnelBreakdown breakdown(
            @Nullable Breakdown breakdown, List<String> groups, StepFunnelRows rows, Tally times) {
        return breakdown == null
                ? null
                : new StepFunnelBreakdown(
                        breakdown.kind().wireName(),
                        breakdown.name(),
                        groups.stream()
                                .map(value -> new StepFunnelGroup(value, rows.of(value, times)))
                                .toList());
    }

    private static DropOff dropOff(List<StepFunnelRow> steps, @Nullable StepFunnelBreakdown breakdown) {
        List<FunnelGroup> groups = new ArrayList<>();
        if (breakdown != null) {
            breakdown.groups().forEach(group -> groups.add(new FunnelGroup(group.value(), stages(group.steps()))));
        }
        return DropOffAnalysis.of(
                stages(steps), new FunnelBreakdown(breakdown == null ? "" : breakdown.name(), groups));
    }

    private static List<FunnelStageRow> stages(List<StepFunnelRow> steps) {
        return steps.stream()
                .map(step -> new FunnelStageRow(
                        step.label(),
                        step.stepNumber(),
                        step.users(),
                        step.conversionFromPrevious(),
                        step.overallConversion(),
                        step.dropOffRate(),
                        step.ciLow(),
                        step.ciHigh(),
                        step.inProgress(),
                        step.reason()))
                .toList();
    }
}
