package dev.lodestar.metrics.path;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.query.PathDirection;
import dev.lodestar.engine.sql.SqlDialect;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.DurationText;
import dev.lodestar.host.answer.EventConditionRequest;
import dev.lodestar.host.answer.ScopeParameters;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which paths are wanted.
 *
 * @param anchor the event that paths start from; required
 * @param direction after or before; after where nothing is said
 * @param depth steps of a path, 1 to 5; 5 where nothing is said
 * @param branches continuations shown at every step, 1 to 20; 5 where nothing is said
 * @param window how far from the anchor a step may be; 7d where nothing is said
 * @param ignore event types that are no steps
 * @param collapseRepeats whether a type that follows itself is one step; true where nothing is said
 * @param from first day
 * @param to day after the last
 * @param filters by profile attribute a value or a list of values
 * @param cohort id or name of a saved cohort whose members count
 * @param cohorts the same of several, all of which a user must be in
 * @param timeZone IANA name
 * @param weekStart monday or sunday
 * @param sql a dialect, to have the statement that gives the same figures on the warehouse as well
 */
@RegisterForReflection
public record PathsRequest(
        @Nullable EventConditionRequest anchor,
        @Nullable String direction,
        @Nullable Integer depth,
        @Nullable Integer branches,
        @Nullable String window,
        @Nullable List<String> ignore,
        @Nullable Boolean collapseRepeats,
        @Nullable String from,
        @Nullable String to,
        @Schema(implementation = Map.class) @Nullable Map<String, JsonNode> filters,
        @Nullable String cohort,
        @Nullable List<String> cohorts,
        @Nullable String timeZone,
        @Nullable String weekStart,
        @Nullable String sql) {
    private static final int DEFAULT_BRANCHES = 5;

    /** The definition; a problem names the field that is wrong. */
    public PathDefinition toDomain() {
        if (anchor == null) {
            throw ProblemException.invalid(
                    "anchor", null, "the event that paths start from, {\"event\": \"page_created\"}");
        }
        return new PathDefinition(
                anchor.toDomain("anchor"),
                direction == null
                        ? PathDirection.AFTER
                        : Choices.of(
                                "direction", direction, Arrays.stream(PathDirection.values()), PathDirection::wireName),
                Objects.requireNonNullElse(depth, PathDefinition.MAX_DEPTH),
                Objects.requireNonNullElse(branches, DEFAULT_BRANCHES),
                DurationText.parse(
                        "window",
                        Objects.requireNonNullElse(window, "7d"),
                        Duration.ofSeconds(1),
                        PathDefinition.MAX_WINDOW),
                Objects.requireNonNullElse(ignore, List.of()),
                Objects.requireNonNullElse(collapseRepeats, true));
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
