package dev.lodestar.engine.analysis;

import dev.lodestar.engine.query.EventCondition;
import dev.lodestar.engine.query.PropertyFilter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Conditions on events in the words of the API, fit to be asked again. */
public final class ConditionWords {
    private ConditionWords() {}

    /** The events and filters of a condition. */
    public static Map<String, Object> of(EventCondition condition) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("events", condition.events());
        words.put(
                "filters", condition.filters().stream().map(ConditionWords::of).toList());
        return words;
    }

    private static Map<String, Object> of(PropertyFilter filter) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("property", filter.property());
        words.put("op", filter.operator().wireName());
        words.put("values", filter.values());
        return words;
    }
}
