package dev.lodestar.metrics.funnel;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.FunnelDefinition;
import dev.lodestar.host.answer.EventConditionRequest;
import dev.lodestar.host.answer.PropertyFilterRequest;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a funnel in the body of a request.
 *
 * @param event an event type
 * @param events event types, any of which will do; with neither, every active event is meant
 * @param filters what its properties must be like, all of them
 * @param label what people call the step; its events where nothing is said
 */
@RegisterForReflection
public record StepRequest(
        @Nullable String event,
        @Nullable List<String> events,
        @Nullable List<PropertyFilterRequest> filters,
        @Nullable String label) {

    FunnelDefinition.Step toDomain(String field) {
        EventCondition condition = new EventConditionRequest(event, events, filters).toDomain(field);
        return label == null ? FunnelDefinition.Step.of(condition) : new FunnelDefinition.Step(condition, label);
    }
}
