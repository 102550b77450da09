package dev.lodestar.metrics.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.sql.ActivityRows;
import dev.lodestar.engine.time.CalendarPeriod;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.host.answer.SideQuestion;
import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.metrics.engagement.EngagementPeriods;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which figures of activity are wanted as SQL.
 *
 * @param metric engagement, stickiness, power_users, feature_adoption, activation, day_n_retention or cohort_comparison; required
 * @param period of engagement: daily, weekly or monthly, daily where nothing is said; of a comparison also quarterly, and monthly where nothing is said
 * @param by of a comparison: what tells two sets apart, as in the address of {@code GET /cohorts/comparison}; early against late cohorts where nothing is said
 * @param a who is in one set: values of the attribute, first days of cohorts, or the id or name of a saved cohort
 * @param b the same for the other set
 * @param event event types that are the behaviour
 * @param within whole days in which the behaviour counts
 * @param from first day of the range
 * @param to day after the last
 * @param filters by profile attribute a value or a list of values
 * @param cohort id or name of a saved cohort whose members count
 * @param cohorts the same of several, all of which a user must be in
 * @param timeZone IANA name
 * @param weekStart monday or sunday
 */
@RegisterForReflection
record ActivityRequest(
        @Nullable String metric,
        @Nullable String period,
        @Nullable String by,
        @Nullable List<String> a,
        @Nullable List<String> b,
        @Nullable List<String> event,
        @Nullable String within,
        @Nullable String from,
        @Nullable String to,
        @Schema(implementation = Map.class) @Nullable Map<String, JsonNode> filters,
        @Nullable String cohort,
        @Nullable List<String> cohorts,
        @Nullable String timeZone,
        @Nullable String weekStart) {

    /** What the rows of the statement are; a problem names the field that is wrong. */
    ActivityRows wantedRows(@Nullable String rows) {
        ActivityMetric wanted = wantedMetric();
        return rows == null
                ? wanted.usual()
                : Choices.of("rows", rows, wanted.kinds().stream(), ActivityMetric.Kind::wireName)
                        .rows();
    }

    /** The period of engagement, or of the cohorts that are compared; a problem tells that nothing else has periods. */
    CalendarPeriod wantedPeriod() {
        return switch (wantedMetric()) {
            case ENGAGEMENT -> period(CalendarPeriod.DAILY, EngagementPeriods.ALL);
            case COHORT_COMPARISON -> period(CalendarPeriod.MONTHLY, EnumSet.allOf(CalendarPeriod.class));
            case STICKINESS, POWER_USERS, FEATURE_ADOPTION, ACTIVATION, DAY_N_RETENTION -> {
                if (period != null) {
                    throw ProblemException.invalid(
                            "period", period, "nothing here: only engagement and comparisons have periods");
                }
                yield CalendarPeriod.DAILY;
            }
        };
    }

    /** The two sets that are compared; empty where none are, and a problem where something else than a comparison names some. */
    Optional<SideQuestion> sets() {
        if (by == null || wantedMetric() != ActivityMetric.COHORT_COMPARISON) {
            refuse("by", by);
            refuse("a", a);
            refuse("b", b);
            refuse("event", event);
            refuse("within", within);
            return Optional.empty();
        }
        return Optional.of(new SideQuestion(by, listed(a), listed(b), listed(event), within));
    }

    private static void refuse(String field, @Nullable Object given) {
        if (given != null) {
            throw ProblemException.invalid(
                    field, given, "nothing here: only a cohort_comparison has sets, told apart by \"by\"");
        }
    }

    private static List<String> listed(@Nullable List<String> given) {
        return given == null ? List.of() : given;
    }

    private CalendarPeriod period(CalendarPeriod usual, Set<CalendarPeriod> allowed) {
        return period == null ? usual : Choices.period(period, allowed);
    }

    private ActivityMetric wantedMetric() {
        return Choices.of(
                "metric",
                metric == null ? "" : metric,
                Arrays.stream(ActivityMetric.values()),
                ActivityMetric::wireName);
    }

    /** The range, the users and the calendar that are asked for. */
    ScopeParameters scope() {
        return ScopeParameters.ofBody(from, to, filters, timeZone, weekStart).within(cohort, cohorts);
    }
}
