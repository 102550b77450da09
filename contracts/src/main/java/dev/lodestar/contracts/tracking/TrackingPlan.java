package dev.lodestar.contracts.tracking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a project sends and what it means.
 *
 * @param version grows with each change, from 1
 * @param eventTypes the known event types by name
 * @param properties properties that any event may carry, by name; a type's own come on top
 * @param activationEvent the first of these at or after signup activates a user
 * @param collaborationEvents the events that count for the North Star and for the collaboration stage
 * @param monetizationEvents the events that make a user a paying one
 * @param revenueEvent the event whose {@code amountProperty} is revenue; {@code invoice_paid} when not given
 * @param upgradeEvent the event that starts a paid plan; {@code upgraded_to_paid} when not given
 * @param cancellationEvent the event that ends a paid plan; {@code plan_cancelled} when not given
 * @param amountProperty the number property of the revenue event; {@code amount} when not given
 * @param freePlans values of the profile attribute {@code plan_type} that are not paid; an empty value is not paid either
 * @param features named sets of event types whose adoption is measured
 * @param workspaceProperty the property that names the workspace of an event; {@code workspace_id} when not given
 */
public record TrackingPlan(
        int version,
        Map<String, EventType> eventTypes,
        Map<String, PropertyType> properties,
        String activationEvent,
        Set<String> collaborationEvents,
        Set<String> monetizationEvents,
        String revenueEvent,
        String upgradeEvent,
        String cancellationEvent,
        String amountProperty,
        Set<String> freePlans,
        Map<String, List<String>> features,
        String workspaceProperty) {
    private static final String DEFAULT_RESOURCE = "/lodestar/tracking-plan.json";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MAX_EVENT_TYPES = 1_000;
    private static final int MAX_NAME_LENGTH = 128;

    /** The shards hold both as bits of a word. */
    private static final int MAX_FEATURES = 64;

    private static final int MAX_PROPERTIES = 64;

    @JsonCreator
    public TrackingPlan(
            int version,
            @Nullable Map<String, EventType> eventTypes,
            @Nullable Map<String, PropertyType> properties,
            @Nullable String activationEvent,
            @Nullable Set<String> collaborationEvents,
            @Nullable Set<String> monetizationEvents,
            @Nullable String revenueEvent,
            @Nullable String upgradeEvent,
            @Nullable String cancellationEvent,
            @Nullable String amountProperty,
            @Nullable Set<String> freePlans,
            @Nullable Map<String, List<String>> features,
            @Nullable String workspaceProperty) {
        this.version = version;
        this.eventTypes = unmodifiable(eventTypes);
        this.properties = unmodifiable(properties);
        this.activationEvent = activationEvent == null ? "" : activationEvent;
        this.collaborationEvents = unmodifiable(collaborationEvents);
        this.monetizationEvents = unmodifiable(monetizationEvents);
        this.revenueEvent = revenueEvent == null ? "invoice_paid" : revenueEvent;
        this.upgradeEvent = upgradeEvent == null ? "upgraded_to_paid" : upgradeEvent;
        this.cancellationEvent = cancellationEvent == null ? "plan_cancelled" : cancellationEvent;
        this.amountProperty = amountProperty == null ? "amount" : amountProperty;
        this.freePlans = freePlans == null ? Set.of("free") : unmodifiable(freePlans);
        this.features = unmodifiable(features);
        this.workspaceProperty = workspaceProperty == null ? "workspace_id" : workspaceProperty;
        check();
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

    /** The plan of a file; throws {@link IllegalArgumentException} naming the file and what is wrong with it. */
    public static TrackingPlan of(Path file) {
        try (InputStream json = Files.newInputStream(file)) {
            return read(json);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new IllegalArgumentException(
                    "the tracking plan " + file + " cannot be used: " + e.getOriginalMessage() + where, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the tracking plan " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads a plan in the form of the default one; throws {@link IOException} naming what is wrong. */
    public static TrackingPlan read(InputStream json) throws IOException {
        return MAPPER.readValue(json, TrackingPlan.class);
    }

    private void check() {
        require(version >= 1, "version must be at least 1");
        require(!eventTypes.isEmpty(), "event_types must name at least one type");
        require(eventTypes.size() <= MAX_EVENT_TYPES, "event_types may name at most " + MAX_EVENT_TYPES + " types");
        require(!activationEvent.isEmpty(), "activation_event is missing");
        require(features.size() <= MAX_FEATURES, "features may name at most " + MAX_FEATURES + " features");
        Set<String> named = new TreeSet<>(collaborationEvents);
        named.addAll(monetizationEvents);
        named.add(activationEvent);
        features.values().forEach(named::addAll);
        named.removeAll(eventTypes.keySet());
        require(named.isEmpty(), "the tracking plan names event types that it does not define: " + named);
        Set<String> propertyNames = new TreeSet<>(properties.keySet());
        eventTypes
                .values()
                .forEach(type -> propertyNames.addAll(type.properties().keySet()));
        require(
                propertyNames.size() <= MAX_PROPERTIES,
                "properties and those of event_types together may be at most " + MAX_PROPERTIES);
        Stream.of(eventTypes.keySet(), propertyNames, features.keySet())
                .flatMap(Set::stream)
                .forEach(name -> require(
                        !name.isBlank() && name.length() <= MAX_NAME_LENGTH,
                        "a name must have 1 to " + MAX_NAME_LENGTH + " characters: '" + name + "'"));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static <V> Map<String, V> unmodifiable(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static Set<String> unmodifiable(@Nullable Set<String> set) {
        return set == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
