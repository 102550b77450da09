package dev.lodestar.engine.query;

import java.util.List;

/**
 * What an event's property must be like.
 *
 * @param property a property of the tracking plan
 * @param operator how it compares
 * @param values what with, as texts: a number in decimal, a flag as {@code true} or {@code false}; one value where the operator orders, none
 *     where it takes none
 */
public record PropertyFilter(String property, PropertyOperator operator, List<String> values) {
    /** Takes a copy. */
    public PropertyFilter {
        values = List.copyOf(values);
    }
}
