package dev.lodestar.metrics.funnel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.engine.query.FunnelDefinition.Breakdown;
import dev.lodestar.engine.query.FunnelDefinition.BreakdownKind;
import dev.lodestar.engine.query.FunnelDefinition.Entry;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.engine.query.FunnelDefinition.Order;
import dev.lodestar.engine.query.FunnelDefinition.Step;
import dev.lodestar.engine.query.FunnelDefinition.Ties;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.DurationText;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which funnel is wanted.
 *
 * @param steps 2 to 32 steps; required
 * @param order ordered, strict or any; ordered where nothing is said
 * @param window from the first event of a chain to its last; 14d where nothing is said
 * @param entry best or first; best where nothing is said
 * @param ties favourable or strict_increase; favourable where nothing is said
 * @param grace how far apart two events may be and still be tied; 0s where nothing is said
 * @param exclusions what must not happen on the way, at most 30
 * @param from first day that step 1 may fall on
 * @param to day after the last
 * @param filters by profile attribute a value or a list of values
 * @param cohort id or name of a saved cohort whose members count
 * @param cohorts the same of several, all of which a user must be in
 * @param breakdown {"attribute": name} of the profile, {"property": name} of step 1, or the name of an attribute
 * @param trend the periods that users are counted by as well
 * @param timeZone IANA name
 * @param weekStart monday or sunday
 * @param sql a dialect, to have the statement that gives the same figures on the warehouse as well
 */
@RegisterForReflection
public record FunnelRequest(
        @Nullable List<StepRequest> steps,
        @Nullable String order,
        @Nullable String window,
        @Nullable String entry,
        @Nullable String ties,
        @Nullable String grace,
        @Nullable List<ExclusionRequest> exclusions,
        @Nullable String from,
        @Nullable String to,
        @Schema(implementation = Map.class) @Nullable Map<String, JsonNode> filters,
        @Nullable String cohort,
        @Nullable List<String> cohorts,
        @Schema(implementation = Object.class) @Nullable JsonNode breakdown,
        @Nullable TrendRequest trend,
        @Nullable String timeZone,
        @Nullable String weekStart,
        @Nullable String sql) {
    private static final Duration LONGEST_WINDOW = Duration.ofMillis(FunnelDefinition.MAX_WINDOW_MILLIS);
    private static final Duration LONGEST_GRACE = Duration.ofMillis(FunnelDefinition.MAX_GRACE_MILLIS);
    private static final String EXPECTED_BREAKDOWN =
            "{\"attribute\": name} of the profile, {\"property\": name} of step 1, or the name of an attribute";

    /** The funnel; a problem names the field that is wrong. */
    public FunnelDefinition toDomain() {
        List<Step> all = new ArrayList<>();
        for (int i = 0; steps != null && i < steps.size(); i++) {
            all.add(steps.get(i).toDomain("steps[" + i + "]"));
        }
        List<Exclusion> excluded = new ArrayList<>();
        for (int i = 0; exclusions != null && i < exclusions.size(); i++) {
            excluded.add(exclusions.get(i).toDomain("exclusions[" + i + "]", all.size()));
        }
        return new FunnelDefinition(
                all,
                order == null
                        ? Order.ORDERED
                        : Choices.of("order", order, Arrays.stream(Order.values()), Order::wireName),
                window == null
                        ? FunnelDefinition.DEFAULT_WINDOW_MILLIS
                        : DurationText.parse("window", window, Duration.ofMillis(1), LONGEST_WINDOW)
                                .toMillis(),
                entry == null ? Entry.BEST : Choices.of("entry", entry, Arrays.stream(Entry.values()), Entry::wireName),
                ties == null ? Ties.FAVOURABLE : Choices.of("ties", ties, Arrays.stream(Ties.values()), Ties::wireName),
                grace == null
                        ? 0
                        : DurationText.parse("grace", grace, Duration.ZERO, LONGEST_GRACE)
                                .toMillis(),
                excluded,
                groups(),
                trend == null ? null : trend.toDomain("trend"));
    }

    private @Nullable Breakdown groups() {
        if (breakdown == null || breakdown.isNull()) {
            return null;
        }
        if (breakdown.isTextual()) {
            return new Breakdown(BreakdownKind.ATTRIBUTE, breakdown.asText());
        }
        for (BreakdownKind kind : BreakdownKind.values()) {
            JsonNode name = breakdown.path(kind.wireName());
            if (breakdown.size() == 1 && name.isTextual()) {
                return new Breakdown(kind, name.asText());
            }
        }
        throw ProblemException.invalid("breakdown", breakdown, EXPECTED_BREAKDOWN);
    }

    /** The dialect in which the statement is wanted; null for none. */
    @Nullable
    SqlDialect dialect() {
        return sql == null ? null : Choices.dialect("sql", sql);
    }

    /** The range, the users and the calendar that are asked for. */
    public ScopeParameters scope() {
        return ScopeParameters.ofBody(from, to, filters, timeZone, weekStart).within(cohort, cohorts);
    }
}
