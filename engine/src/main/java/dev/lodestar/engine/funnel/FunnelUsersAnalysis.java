package dev.lodestar.engine.funnel;

import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.InvalidDefinitionException;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.funnel.FunnelUsersAnswer.FunnelUser;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelPeople;
import dev.lodestar.engine.query.FunnelPeople.Outcome;
import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.query.FunnelUsersQuery;
import dev.lodestar.engine.query.GrowthFunnelUsersQuery;
import dev.lodestar.engine.query.StepFunnelQuery;
import dev.lodestar.engine.query.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people behind the figures of a funnel: the same that {@link StepFunnelAnalysis} and {@link GrowthFunnelAnalysis} count. */
public final class FunnelUsersAnalysis {
    private static final String SEGMENT = "segment";

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public FunnelUsersAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /** Of an ad-hoc funnel; refuses an impossible one by an {@link InvalidDefinitionException}. */
    public FunnelUsersAnswer ofSteps(Scope scope, FunnelDefinition definition, FunnelPeople people) {
        Inquiry inquiry = new Inquiry(context, scope);
        StepFunnelAnalysis.check(context, inquiry, scope, definition);
        require("step", people.step(), people.outcome(), definition.steps().size());
        if (people.group() != null && definition.breakdown() == null) {
            throw new InvalidDefinitionException("group", people.group(), "nothing without a breakdown");
        }
        requireSingle(people.group());
        int dataTo = StepFunnelAnalysis.dataTo(inquiry);
        Tally tally = inquiry.ask(new FunnelUsersQuery(definition, inquiry.range(), dataTo, people, inquiry.filters()));
        return answer(inquiry, FunnelWords.definition(inquiry, definition, dataTo), people, tally);
    }

    /**
     * Of the growth funnel.
     *
     * @param breakdown the attribute whose groups are told apart, or null
     * @param people which of them, with signup as step 1
     */
    public FunnelUsersAnswer ofStages(
            Scope scope, @Nullable String breakdown, FunnelThresholds thresholds, FunnelPeople people) {
        Inquiry inquiry = new Inquiry(context, scope);
        require("stage", people.step(), people.outcome(), GrowthStage.values().length - 1);
        String attribute = breakdown == null ? SEGMENT : breakdown;
        Tally tally = inquiry.ask(
                new GrowthFunnelUsersQuery(inquiry.range(), thresholds, attribute, people, inquiry.filters()));
        Map<String, @Nullable Object> definition = inquiry.definition("growth_funnel");
        definition.put("breakdown", breakdown);
        definition.put("stage", GrowthStage.values()[people.step()].wireName());
        return answer(inquiry, definition, people, tally);
    }

    private static void require(String field, int step, Outcome outcome, int last) {
        int first = outcome == Outcome.REACHED ? 1 : 2;
        if (step < first || step > last) {
            throw new InvalidDefinitionException(
                    field, step, "a step from " + first + " to " + last + " for " + outcome.wireName());
        }
    }

    private static void requireSingle(@Nullable String group) {
        if (StepFunnelQuery.OTHER.equals(group)) {
            throw new InvalidDefinitionException("group", group, "the value of one group");
        }
    }

    private FunnelUsersAnswer answer(
            Inquiry inquiry, Map<String, @Nullable Object> definition, FunnelPeople people, Tally tally) {
        definition.put("step", people.step());
        definition.put("outcome", people.outcome().wireName());
        definition.put("group", people.group());
        List<FunnelUser> found = tally.sums().entrySet().stream()
                .filter(row -> row.getKey().startsWith(FunnelPeople.PERSON))
                .map(row -> user(row.getKey().substring(FunnelPeople.PERSON.length()), row.getValue()))
                .toList();
        boolean more = found.size() > people.limit();
        List<FunnelUser> page = more ? found.subList(0, people.limit()) : found;
        return new FunnelUsersAnswer(
                definition,
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                tally.count(FunnelPeople.TOTAL),
                page,
                more ? page.getLast().userId() : null);
    }

    private static FunnelUser user(String pseudonym, long[] row) {
        return new FunnelUser(UUID.fromString(pseudonym), (int) row[0], Instant.ofEpochMilli(row[1]));
    }
}
