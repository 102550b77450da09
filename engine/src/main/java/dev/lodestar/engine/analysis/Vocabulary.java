package dev.lodestar.engine.analysis;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.Filters;
import dev.lodestar.engine.query.PropertyFilter;
import dev.lodestar.engine.query.PropertyOperator;
import dev.lodestar.engine.query.Tally;
import dev.lodestar.engine.query.VocabularyQuery;
import dev.lodestar.engine.timeline.EventPlan;
import dev.lodestar.engine.timeline.PropertyKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The names that a definition may use: event types of the plan or the data, properties of the plan, profile attributes of the data. It
 * refuses other names, and suggests the nearest ones.
 *
 * @param events event types
 * @param properties properties of events, with the kind of their values
 * @param attributes profile attributes
 */
public record Vocabulary(SortedSet<String> events, Map<String, PropertyKind> properties, SortedSet<String> attributes) {
    /** Conditions on the properties of an event, at most. */
    public static final int MAX_PROPERTY_FILTERS = 10;

    /** Values that a filter compares with, at most. */
    public static final int MAX_VALUES = 100;

    /** Event types that a condition may name, at most. */
    public static final int MAX_EVENTS = 50;

    private static final List<String> USUAL_ATTRIBUTES = List.of("segment", "channel", "plan_type");
    private static final int SUGGESTIONS = 3;
    private static final int LISTED = 30;

    /** The names known to the plan, and to the data as a {@link VocabularyQuery} found them. */
    public static Vocabulary of(EventPlan plan, Tally found) {
        SortedSet<String> events = new TreeSet<>(plan.eventTypes());
        SortedSet<String> attributes = new TreeSet<>(USUAL_ATTRIBUTES);
        found.sums().keySet().forEach(row -> {
            if (row.startsWith(VocabularyQuery.EVENT)) {
                events.add(row.substring(VocabularyQuery.EVENT.length()));
            } else {
                attributes.add(row.substring(VocabularyQuery.ATTRIBUTE.length()));
            }
        });
        Map<String, PropertyKind> properties = new LinkedHashMap<>();
        plan.properties().forEach(property -> properties.put(property.name(), property.kind()));
        return new Vocabulary(events, properties, attributes);
    }

    /** Refuses a profile attribute that no profile has. */
    public void requireAttribute(String field, String attribute) {
        require(field, attribute, attributes);
    }

    /** Refuses user filters on attributes that no profile has. */
    public void require(Filters filters) {
        filters.allowed().keySet().forEach(attribute -> requireAttribute("filters." + attribute, attribute));
    }

    /** Refuses a property that the plan does not have. */
    public void requireProperty(String field, String property) {
        require(field, property, properties.keySet());
    }

    /** Refuses a condition that names an unknown event or property, or compares values that cannot be compared. */
    public void require(String field, EventCondition condition) {
        atMost(field + ".events", condition.events().size(), MAX_EVENTS);
        condition.events().forEach(event -> require(field + ".event", event, events));
        atMost(field + ".filters", condition.filters().size(), MAX_PROPERTY_FILTERS);
        for (int i = 0; i < condition.filters().size(); i++) {
            require(field + ".filters[" + i + "]", condition.filters().get(i));
        }
    }

    private void require(String field, PropertyFilter filter) {
        requireProperty(field + ".property", filter.property());
        PropertyOperator operator = filter.operator();
        List<String> values = filter.values();
        atMost(field + ".values", values.size(), MAX_VALUES);
        if (operator.takesValues() ? values.isEmpty() : !values.isEmpty()) {
            throw new InvalidDefinitionException(
                    field + ".values", values, operator.takesValues() ? "at least one value" : "no value");
        }
        if (operator.isOrdering() && values.size() > 1) {
            throw new InvalidDefinitionException(field + ".values", values, "one value for " + operator.wireName());
        }
        switch (Objects.requireNonNull(properties.get(filter.property()))) {
            case TEXT ->
                requireComparable(field, operator, !operator.isOrdering(), "eq, neq, contains, is_set, is_not_set");
            case NUMBER -> {
                requireComparable(
                        field,
                        operator,
                        operator != PropertyOperator.CONTAINS,
                        "eq, neq, gt, gte, lt, lte, is_set, is_not_set");
                values.forEach(value -> requireNumber(field + ".values", value));
            }
            case FLAG -> {
                requireComparable(
                        field,
                        operator,
                        !operator.isOrdering() && operator != PropertyOperator.CONTAINS,
                        "eq, neq, is_set, is_not_set");
                values.forEach(value -> requireFlag(field + ".values", value));
            }
        }
    }

    private static void requireComparable(
            String field, PropertyOperator operator, boolean comparable, String comparisons) {
        if (!comparable) {
            throw new InvalidDefinitionException(
                    field + ".op", operator.wireName(), comparisons + " for a property of this kind");
        }
    }

    private static void requireNumber(String field, String value) {
        try {
            if (Double.isFinite(Double.parseDouble(value))) {
                return;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new InvalidDefinitionException(field, value, "a number such as 9.5");
    }

    private static void requireFlag(String field, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new InvalidDefinitionException(field, value, "true or false");
        }
    }

    private static void atMost(String field, int given, int limit) {
        if (given > limit) {
            throw new InvalidDefinitionException(field, given + " entries", "at most " + limit);
        }
    }

    private static void require(String field, String given, Collection<String> known) {
        if (!known.contains(given)) {
            throw new InvalidDefinitionException(field, given, expected(given, known));
        }
    }

    /** The nearest names where some are near, else all of them, as far as a reader wants to read. */
    public static String expected(String given, Collection<String> known) {
        int near = Math.max(2, given.length() / 3);
        LevenshteinDistance distance = new LevenshteinDistance(near);
        List<String> nearest = known.stream()
                .filter(name -> apart(distance, given, name) >= 0)
                .sorted(Comparator.comparing((String name) -> apart(distance, given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SUGGESTIONS)
                .toList();
        String all = String.join(", ", known.stream().limit(LISTED).toList())
                + (known.size() > LISTED ? " and " + (known.size() - LISTED) + " more" : "");
        String allowed = known.isEmpty() ? "nothing: none is known" : "one of " + all;
        return nearest.isEmpty() ? allowed : allowed + "; did you mean " + String.join(" or ", nearest) + "?";
    }

    /** How many letters two names differ by, whatever their case; -1 where they are too far apart. */
    private static int apart(LevenshteinDistance distance, String given, String name) {
        return distance.apply(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }
}
