package dev.lodestar.engine.query;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which users are counted: those whose profile has, for every attribute named, one of the values named. A user without a profile, and a
 * profile without the attribute, has the value {@link #NONE}.
 *
 * @param allowed the values that count, by attribute; empty counts everybody
 */
public record Filters(SortedMap<String, List<String>> allowed) {
    /** The group of users whose profile lacks an attribute or has it empty; it is a group of its own. */
    public static final String NONE = "(none)";

    /** Counts everybody. */
    public static final Filters EVERYBODY = new Filters(new TreeMap<>());

    /** Takes a copy. */
    public Filters {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        allowed.forEach((attribute, values) -> copy.put(attribute, List.copyOf(values)));
        allowed = copy;
    }

    /** One value for each attribute named. */
    public static Filters of(Map<String, String> values) {
        SortedMap<String, List<String>> allowed = new TreeMap<>();
        values.forEach((attribute, value) -> allowed.put(attribute, List.of(value)));
        return new Filters(allowed);
    }

    /** Whether everybody counts. */
    public boolean isEmpty() {
        return allowed.isEmpty();
    }
}
