package dev.lodestar.host.answer;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events are meant, in the body of a request.
 *
 * @param event a type
 * @param events types, any of which will do; with neither, every active event is meant
 * @param filters what properties must be like, all of them
 */
@RegisterForReflection
public record EventConditionRequest(
        @Nullable String event,
        @Nullable List<String> events,
        @Nullable List<PropertyFilterRequest> filters) {

    /** The condition; a problem names the field under {@code field} that is wrong. */
    public EventCondition toDomain(String field) {
        if (event != null && events != null) {
            throw ProblemException.invalid(field + ".events", events, "either event or events");
        }
        List<String> types = event != null ? List.of(event) : events != null ? events : List.of();
        return new EventCondition(types, filters(field));
    }

    private List<PropertyFilter> filters(String field) {
        List<PropertyFilter> conditions = new ArrayList<>();
        for (int i = 0; filters != null && i < filters.size(); i++) {
            conditions.add(filters.get(i).toDomain(field + ".filters[" + i + "]"));
        }
        return conditions;
    }
}
