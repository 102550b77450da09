package dev.lodestar.engine.sql;

import dev.lodestar.engine.query.FunnelThresholds;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.engine.timeline.EventPlan;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Parameters as literals of PostgreSQL, quoted so that they mean the same under every setting of a session. */
final class PostgresqlLiterals {
    private PostgresqlLiterals() {}

    /** Every parameter that a template may name, with its literal. Sets are sorted, so that equal parameters give equal text. */
    static Map<String, String> of(SqlParameters parameters) {
        Map<String, String> literals = new HashMap<>();
        literals.put("time_zone", text(parameters.timeZone().getId()));
        literals.put("first_weekday", integer(parameters.weekStart().getValue()));
        literals.put("from_day", date(parameters.from()));
        literals.put("to_day", date(parameters.to()));
        literals.put("segment", nullableText(parameters.segment()));
        SqlBreakdown breakdown = parameters.breakdown();
        literals.put("breakdown", nullableText(breakdown == null ? null : breakdown.wireName()));
        literals.put("cohort_period", text(unitOf(parameters.cohortPeriod())));
        literals.put("north_star_target", number(parameters.northStarTarget()));
        literals.put("top_share", number(parameters.topShare()));
        putFunnel(literals, parameters.funnel());
        putPlan(literals, parameters.plan());
        return literals;
    }

    private static void putFunnel(Map<String, String> literals, FunnelThresholds funnel) {
        literals.put("activation_hours", integer(funnel.activationHours()));
        literals.put("engagement_days", integer(funnel.engagementDays()));
        literals.put("engagement_within_days", integer(funnel.engagementWithinDays()));
        literals.put("habit_weeks", integer(funnel.habitWeeks()));
        literals.put("horizon_days", integers(funnel.horizonDays()));
    }

    private static void putPlan(Map<String, String> literals, EventPlan plan) {
        literals.put("passive_types", texts(sorted(plan.passive())));
        literals.put("collaboration_types", texts(sorted(plan.collaboration())));
        literals.put("activation_type", text(plan.activation()));
        literals.put("monetization_types", texts(sorted(plan.monetization())));
        literals.put("free_plans", texts(sorted(plan.freePlans())));
        literals.put("revenue_type", text(plan.revenue()));
        literals.put("workspace_property", text(plan.workspaceProperty()));
        literals.put("amount_property", text(plan.amountProperty()));
        literals.put(
                "feature_names",
                texts(plan.features().stream()
                        .flatMap(feature -> feature.eventTypes().stream().map(type -> feature.name()))
                        .toList()));
        literals.put(
                "feature_types",
                texts(plan.features().stream()
                        .flatMap(feature -> sorted(feature.eventTypes()).stream())
                        .toList()));
    }

    /**
     * A text. A quote is doubled; a backslash is doubled in the {@code E''} form, which reads alike whatever
     * {@code standard_conforming_strings} says.
     *
     * @throws IllegalArgumentException for the character 0, which no text of PostgreSQL can hold
     */
    static String text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text must not hold the character 0");
        }
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    private static String nullableText(@Nullable String value) {
        return value == null ? "cast(null as text)" : text(value);
    }

    private static String date(@Nullable LocalDate value) {
        return value == null ? "cast(null as date)" : "date '" + value + "'";
    }

    private static String number(@Nullable BigDecimal value) {
        return value == null ? "cast(null as numeric)" : value.toPlainString();
    }

    private static String integer(int value) {
        return Integer.toString(value);
    }

    private static String integers(List<Integer> values) {
        return values.stream().map(PostgresqlLiterals::integer).collect(Collectors.joining(", ", "array[", "]"));
    }

    private static String texts(Collection<String> values) {
        return values.isEmpty()
                ? "cast(array[] as text[])"
                : values.stream().map(PostgresqlLiterals::text).collect(Collectors.joining(", ", "array[", "]"));
    }

    /** The unit of {@code date_trunc}. */
    private static String unitOf(CalendarPeriod period) {
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
