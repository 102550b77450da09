package dev.lodestar.report.alert;

import dev.lodestar.kit.problem.ProblemException;
import dev.lodestar.report.alert.domain.Severity;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which alerts are asked for. */
class AlertQuery {
    private static final List<String> STATES = List.of("firing", "resolved");

    @QueryParam("state")
    @Nullable
    String state;

    @QueryParam("severity")
    @Nullable
    String severity;

    @QueryParam("rule")
    @Nullable
    String rule;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    @QueryParam("limit")
    @Nullable
    Integer limit;

    Filter filter(AlertConfig config) {
        return new Filter(
                state == null ? null : Choice.of("state", state, STATES, word -> word),
                severity == null
                        ? null
                        : Choice.of("severity", severity, List.of(Severity.values()), Severity::wireName)
                                .wireName(),
                rule == null ? null : id(rule),
                cursor == null ? null : Pages.place(cursor),
                Pages.size(limit, config));
    }

    private static UUID id(String given) {
        try {
            return UUID.fromString(given);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("rule", given, "the id of a rule");
        }
    }

    /** The same, checked; null is any. */
    record Filter(
            @Nullable String state,
            @Nullable String severity,
            @Nullable UUID rule,
            Pages.@Nullable Place after,
            int size) {}
}
