package dev.lodestar.engine.query;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which users are counted: those whose profile has, for every attribute named, one of the values named. A user without a profile, and a
 * profile without the attribute, has the value {@link #NONE}.
 *
 * @param allowed the values that count, by attribute; empty counts everybody
 * @param criteria cohorts that a user must belong to, all of them
 */
public record Filters(SortedMap<String, List<String>> allowed, List<UserCriterion> criteria) {
    /** The group of users whose profile lacks an attribute or has it empty; it is a group of its own. */
    public static final String NONE = "(none)";

    /** Counts everybody. */
    public static final Filters EVERYBODY = new Filters(new TreeMap<>(), List.of());

    /** Takes copies. */
    public Filters {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        allowed.forEach((attribute, values) -> copy.put(attribute, List.copyOf(values)));
        allowed = copy;
        criteria = List.copyOf(criteria);
    }

    /** Attributes alone. */
    public Filters(SortedMap<String, List<String>> allowed) {
        this(allowed, List.of());
    }

    /** One value for each attribute named. */
    public static Filters of(Map<String, String> values) {
        SortedMap<String, List<String>> allowed = new TreeMap<>();
        values.forEach((attribute, value) -> allowed.put(attribute, List.of(value)));
        return new Filters(allowed);
    }

    /** The same, of the members of a cohort only. */
    public Filters and(UserCriterion criterion) {
        return new Filters(
                allowed, Stream.concat(criteria.stream(), Stream.of(criterion)).toList());
    }

    /** The same as known before a day: behaviour on it or later is not read. */
    public Filters until(int day) {
        return criteria.isEmpty()
                ? this
                : new Filters(
                        allowed,
                        criteria.stream().map(criterion -> criterion.until(day)).toList());
    }

    /** How many users the lists of the cohorts name together; one on two lists counts twice. */
    public long listedUsers() {
        return criteria.stream().mapToLong(UserCriterion::listedUsers).sum();
    }

    /** Whether everybody counts. */
    public boolean isEmpty() {
        return allowed.isEmpty() && criteria.isEmpty();
    }
}
