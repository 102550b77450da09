package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.query.FunnelDefinition.Action;
import dev.lodestar.engine.query.FunnelDefinition.Exclusion;
import dev.lodestar.host.answer.Choices;
import dev.lodestar.host.answer.EventConditionRequest;
import dev.lodestar.host.answer.PropertyFilterRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must not happen between two steps of a funnel, in the body of a request.
 *
 * @param event an event type
 * @param events event types, any of which will do; with neither, every active event is meant
 * @param filters what its properties must be like, all of them
 * @param afterStep the step, from 1, after which it must not happen; 1 where nothing is said
 * @param beforeStep the step before which it must not happen; the last where nothing is said
 * @param action remove or stop; remove where nothing is said
 */
@RegisterForReflection
public record ExclusionRequest(
        @Nullable String event,
        @Nullable List<String> events,
        @Nullable List<PropertyFilterRequest> filters,
        @Nullable Integer afterStep,
        @Nullable Integer beforeStep,
        @Nullable String action) {

    Exclusion toDomain(String field, int steps) {
        return new Exclusion(
                new EventConditionRequest(event, events, filters).toDomain(field),
                Objects.requireNonNullElse(afterStep, 1),
                Objects.requireNonNullElse(beforeStep, steps),
                action == null
                        ? Action.REMOVE
                        : Choices.of(field + ".action", action, Arrays.stream(Action.values()), Action::wireName));
    }
}
