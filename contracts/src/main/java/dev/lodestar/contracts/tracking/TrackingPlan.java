package dev.lodestar.contracts.tracking;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a project sends and what it means.
 *
 * @param version grows with each change
 * @param eventTypes the known event types by name
 * @param properties properties that any event may carry, by name; a type's own come on top
 * @param activationEvent the first of these at or after signup activates a user
 * @param collaborationEvents the events that count for the North Star and for the collaboration stage
 * @param monetizationEvents the events that make a user a paying one
 * @param freePlans values of the profile attribute {@code plan_type} that are not paid; an empty value is not paid either
 * @param features named sets of event types whose adoption is measured
 * @param workspaceProperty the property that names the workspace of an event
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrackingPlan(
        int version,
        Map<String, EventType> eventTypes,
        Map<String, PropertyType> properties,
        String activationEvent,
        Set<String> collaborationEvents,
        Set<String> monetizationEvents,
        Set<String> freePlans,
        Map<String, List<String>> features,
        String workspaceProperty) {
    private static final String DEFAULT_RESOURCE = "/lodestar/tracking-plan.json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    public TrackingPlan {
        eventTypes = unmodifiable(eventTypes);
        properties = unmodifiable(properties);
        features = unmodifiable(features);
        Set<String> named = new TreeSet<>(collaborationEvents);
        named.addAll(monetizationEvents);
        named.add(activationEvent);
        features.values().forEach(named::addAll);
        named.removeAll(eventTypes.keySet());
        if (!named.isEmpty()) {
            throw new IllegalArgumentException("the tracking plan names event types that it does not define: " + named);
        }
    }

    /** The plan a project starts with: the twelve event types of the definitions. */
    public static TrackingPlan defaultPlan() {
        try (InputStream json = TrackingPlan.class.getResourceAsStream(DEFAULT_RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException("the default tracking plan is missing from the class path");
            }
            return read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a plan in the form of the default one; throws {@link IOException} naming what is wrong. */
    public static TrackingPlan read(InputStream json) throws IOException {
        return MAPPER.readValue(json, TrackingPlan.class);
    }

    private static <V> Map<String, V> unmodifiable(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
