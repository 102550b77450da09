package dev.lodestar.engine.funnel;

import dev.lodestar.engine.acquisition.DailyAcquisition;
import dev.lodestar.engine.analysis.AnalysisContext;
import dev.lodestar.engine.analysis.Inquiry;
import dev.lodestar.engine.analysis.Scope;
import dev.lodestar.engine.query.FunnelQuery;
import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.query.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The seven-stage growth funnel: awareness, signup, activation, engagement, habit formation, collaboration, monetization. From signup on
 * a user counts at a stage only when all the stages before are fulfilled; only nesting is demanded, not order in time.
 *
 * <p>Where the data hold no active event at all, the stages after signup are null. The worst pairs of the drop-off are by the breakdown
 * attribute, and by segment where no breakdown is asked for.
 */
public final class GrowthFunnelAnalysis {
    private static final String DEFAULT_ATTRIBUTE = "segment";

    private final AnalysisContext context;

    /** An analysis in some surroundings. */
    public GrowthFunnelAnalysis(AnalysisContext context) {
        this.context = context;
    }

    /**
     * The funnel of the users who signed up in the range.
     *
     * @param breakdown an attribute to break it down by, or null
     * @param thresholds what each stage takes
     * @param acquisition visitors by day and channel
     */
    public GrowthFunnelAnswer analyse(
            Scope scope, @Nullable String breakdown, FunnelThresholds thresholds, List<DailyAcquisition> acquisition) {
        Inquiry inquiry = new Inquiry(context, scope);
        String attribute = breakdown == null ? DEFAULT_ATTRIBUTE : breakdown;
        Tally tally = inquiry.ask(new FunnelQuery(inquiry.range(), thresholds, attribute, inquiry.filters()));
        Visitors visitors = new Visitors(acquisition, inquiry);
        StageRows rows = new StageRows(inquiry.inactivity());
        List<FunnelStageRow> stages = rows.of(visitors.ofAll(), total(tally));
        FunnelBreakdown groups = new FunnelBreakdown(attribute, groups(attribute, tally, visitors, rows));
        return new GrowthFunnelAnswer(
                definition(inquiry, breakdown, thresholds),
                inquiry.asOf(),
                inquiry.completeness(),
                inquiry.computedAt(),
                stages,
                breakdown == null ? null : groups,
                DropOffAnalysis.of(stages, groups));
    }

    private Map<String, @Nullable Object> definition(
            Inquiry inquiry, @Nullable String breakdown, FunnelThresholds thresholds) {
        Map<String, @Nullable Object> definition = inquiry.definition("growth_funnel");
        definition.put("breakdown", breakdown);
        definition.put(
                "stages",
                Arrays.stream(GrowthStage.values()).map(GrowthStage::wireName).toList());
        definition.put("activation_event", context.plan().activation());
        definition.put("activation_hours", thresholds.activationHours());
        definition.put("engagement_days", thresholds.engagementDays());
        definition.put("engagement_within_days", thresholds.engagementWithinDays());
        definition.put("habit_weeks", thresholds.habitWeeks());
        definition.put("horizon_days", thresholds.horizonDays());
        definition.put("free_plans", List.copyOf(new TreeSet<>(context.plan().freePlans())));
        return definition;
    }

    private static long[] total(Tally tally) {
        long[] total = new long[2 * FunnelQuery.STAGES];
        for (String value : tally.sums().keySet()) {
            long[] row = tally.row(value, total.length);
            Arrays.setAll(total, i -> total[i] + row[i]);
        }
        return total;
    }

    private static List<FunnelGroup> groups(String attribute, Tally tally, Visitors visitors, StageRows rows) {
        SortedSet<String> values = new TreeSet<>(tally.sums().keySet());
        values.addAll(visitors.groups(attribute));
        List<FunnelGroup> groups = new ArrayList<>(values.size());
        for (String value : values) {
            long[] counts = tally.row(value, 2 * FunnelQuery.STAGES);
            groups.add(new FunnelGroup(value, rows.of(visitors.ofGroup(attribute, value), counts)));
        }
        return groups;
    }
}
