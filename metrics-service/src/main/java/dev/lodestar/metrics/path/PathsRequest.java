package dev.lodestar.metrics.path;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.engine.path.PathDefinition;
import dev.lodestar.engine.query.PathDirection;
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
 * @param timeZone IANA name
 * @param weekStart monday or sunday
 */
@RegisterForReflection
record PathsRequest(
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
        @Nullable String timeZone,
        @Nullable String weekStart) {
    private static final int DEFAULT_BRANCHES = 5;

    PathDefinition toDomain() {
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

    ScopeParameters scope() {
        return ScopeParameters.ofBody(from, to, filters, timeZone, weekStart).within(cohort);
    }
}
