package dev.lodestar.engine.timeline;

import java.util.List;
import java.util.Set;

/**
 * What the tracking plan says of event types, as far as metrics need it. A type that is in none of the sets is an active event.
 *
 * @param passive types that are no activity
 * @param collaboration types that make a workspace collaborative; the events of the North Star
 * @param activation the type whose first occurrence at or after signup activates a user
 * @param features named sets of types whose use is feature adoption, at most 64
 * @param monetization types that make a user a paying one
 * @param revenue the type whose amounts are revenue
 * @param upgrade the type that starts a paid plan
 * @param cancellation the type that ends a paid plan
 * @param freePlans values of {@code plan_type} that are not paid; an absent value is not paid either
 * @param workspaceProperty the property that names the workspace of an event
 * @param amountProperty the property that holds the amount of a revenue event
 * @param eventTypes the types that the plan defines; others may occur all the same
 * @param properties the properties that can be asked about, at most 64
 */
public record EventPlan(
        Set<String> passive,
        Set<String> collaboration,
        String activation,
        List<Feature> features,
        Set<String> monetization,
        String revenue,
        String upgrade,
        String cancellation,
        Set<String> freePlans,
        String workspaceProperty,
        String amountProperty,
        Set<String> eventTypes,
        List<Property> properties) {

    private static final int MAX_FEATURES = 64;
    private static final int MAX_PROPERTIES = 64;

    /**
     * A named set of event types.
     *
     * @param name the feature's name on the wire
     * @param eventTypes the types that are a use of it
     */
    public record Feature(String name, Set<String> eventTypes) {
        /** Takes a copy of the set. */
        public Feature {
            eventTypes = Set.copyOf(eventTypes);
        }
    }

    /**
     * A property of events.
     *
     * @param name the name on the wire
     * @param kind what values it has; a value of another kind is dropped, but any value can be a text
     */
    public record Property(String name, PropertyKind kind) {}

    /** Takes copies and rejects more features than a mask can hold, and more properties than the limit. */
    public EventPlan {
        if (features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException("at most " + MAX_FEATURES + " features, got " + features.size());
        }
        if (properties.size() > MAX_PROPERTIES) {
            throw new IllegalArgumentException("at most " + MAX_PROPERTIES + " properties, got " + properties.size());
        }
        passive = Set.copyOf(passive);
        collaboration = Set.copyOf(collaboration);
        features = List.copyOf(features);
        monetization = Set.copyOf(monetization);
        freePlans = Set.copyOf(freePlans);
        eventTypes = Set.copyOf(eventTypes);
        properties = List.copyOf(properties);
    }

    /** The default tracking plan of DEFINITIONS, section 1. */
    public static EventPlan standard() {
        Set<String> collaboration = Set.of("workspace_shared", "user_invited", "collaborative_edit");
        return new EventPlan(
                Set.of("signup", "invoice_paid", "plan_cancelled"),
                collaboration,
                "page_created",
                List.of(
                        new Feature("page_creation", Set.of("page_created")),
                        new Feature("content_editing", Set.of("content_edited")),
                        new Feature("search", Set.of("search_performed")),
                        new Feature("page_viewing", Set.of("page_viewed")),
                        new Feature("collaboration", collaboration)),
                Set.of("upgraded_to_paid", "invoice_paid"),
                "invoice_paid",
                "upgraded_to_paid",
                "plan_cancelled",
                Set.of("free"),
                "workspace_id",
                "amount",
                Set.of(
                        "signup",
                        "page_created",
                        "content_edited",
                        "page_viewed",
                        "search_performed",
                        "workspace_shared",
                        "user_invited",
                        "collaborative_edit",
                        "upgraded_to_paid",
                        "plan_cancelled",
                        "invoice_paid",
                        "session_started"),
                List.of(
                        new Property("workspace_id", PropertyKind.TEXT),
                        new Property("amount", PropertyKind.NUMBER),
                        new Property("currency", PropertyKind.TEXT)));
    }

    /** The names of the features, in order. */
    public List<String> featureNames() {
        return features.stream().map(Feature::name).toList();
    }

    /** Whether a value of {@code plan_type} is a paid plan; empty is not. */
    public boolean isPaidPlan(String planType) {
        return !planType.isEmpty() && !freePlans.contains(planType);
    }
}
