package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.query.Filters;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user.
 *
 * @param profile null while none has come
 * @param events  by time, then by arrival
 */
public record PlainUser(UUID id, @Nullable PlainProfile profile, List<PlainEvent> events) {

    /** The user's group under a breakdown; users without profile or value are a group of their own. */
    String group(String attribute) {
        String value = profile == null ? "" : profile.attribute(attribute);
        return value.isEmpty() ? Filters.NONE : value;
    }

    boolean passes(Filters filters) {
        return filters.allowed().entrySet().stream()
                .allMatch(filter -> filter.getValue().contains(group(filter.getKey())));
    }

    PlainUser seenBefore(long end) {
        return new PlainUser(
                id, profile, events.stream().filter(event -> event.at() < end).toList());
    }
}
