package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventPlan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Parameters as literals of a dialect. */
final class SqlLiterals {
    private final SqlGrammar grammar;
    private final Map<String, String> literals = new HashMap<>();

    private SqlLiterals(SqlGrammar grammar) {
        this.grammar = grammar;
    }

    /** Every parameter that a template may name, with its literal. Sets are sorted, so that equal parameters give equal text. */
    static Map<String, String> of(SqlParameters parameters, SqlGrammar grammar) {
        SqlLiterals literals = new SqlLiterals(grammar);
        literals.putChoices(parameters);
        literals.putFunnel(parameters.funnel());
        literals.putPlan(parameters.plan());
        return literals.literals;
    }

    private void putChoices(SqlParameters parameters) {
        literals.put("time_zone", grammar.text(parameters.timeZone().getId()));
        literals.put("first_weekday", integer(parameters.weekStart().getValue()));
        literals.put("from_day", grammar.date(parameters.from()));
        literals.put("to_day", grammar.date(parameters.to()));
        literals.put("segment", grammar.nullableText(parameters.segment()));
        SqlBreakdown breakdown = parameters.breakdown();
        literals.put("breakdown", grammar.nullableText(breakdown == null ? null : breakdown.wireName()));
        literals.put("cohort_period", grammar.text(unitOf(parameters.cohortPeriod())));
        literals.put("north_star_target", grammar.number(parameters.northStarTarget()));
        literals.put("top_share", grammar.number(parameters.topShare()));
    }

    private void putFunnel(FunnelThresholds funnel) {
        literals.put("activation_hours", integer(funnel.activationHours()));
        literals.put("engagement_days", integer(funnel.engagementDays()));
        literals.put("engagement_within_days", integer(funnel.engagementWithinDays()));
        literals.put("habit_weeks", integer(funnel.habitWeeks()));
        List<Integer> horizons = funnel.horizonDays();
        literals.put("activation_horizon_days", integer(horizons.get(0)));
        literals.put("engagement_horizon_days", integer(horizons.get(1)));
        literals.put("habit_horizon_days", integer(horizons.get(2)));
        literals.put("collaboration_horizon_days", integer(horizons.get(3)));
        literals.put("monetization_horizon_days", integer(horizons.get(4)));
    }

    private void putPlan(EventPlan plan) {
        literals.put("passive_types", grammar.texts(sorted(plan.passive())));
        literals.put("collaboration_types", grammar.texts(sorted(plan.collaboration())));
        literals.put("activation_type", grammar.text(plan.activation()));
        literals.put("monetization_types", grammar.texts(sorted(plan.monetization())));
        literals.put("free_plans", grammar.texts(sorted(plan.freePlans())));
        literals.put("revenue_type", grammar.text(plan.revenue()));
        literals.put("workspace_property", plan.workspaceProperty());
        literals.put("amount_property", plan.amountProperty());
        literals.put("feature_rows", featureRows(plan));
    }

    private String featureRows(EventPlan plan) {
        List<EventPlan.Feature> features = plan.features();
        if (features.isEmpty()) {
            return "    select time_zone as feature, time_zone as event_type, 0 as feature_number from params where 1 = 0";
        }
        return features.stream()
                .flatMap(feature -> sorted(feature.eventTypes()).stream()
                        .map(type -> "    select " + grammar.text(feature.name()) + " as feature, "
                                + grammar.text(type) + " as event_type, " + (features.indexOf(feature) + 1)
                                + " as feature_number"))
                .collect(Collectors.joining("\n    union all\n"));
    }

    private static String integer(int value) {
        return Integer.toString(value);
    }

    /** A period in a word, such as {@code week}. */
    static String unitOf(CalendarPeriod period) {
        return switch (period) {
            case DAILY -> "day";
            case WEEKLY -> "week";
            case MONTHLY -> "month";
            case QUARTERLY -> "quarter";
        };
    }

    private static Set<String> sorted(Collection<String> values) {
        return new TreeSet<>(values);
    }
}
