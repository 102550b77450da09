package dev.lodestar.engine.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Codes for profile attributes and their values; the writer's side. The code 0 of every attribute stands for absence.
 */
final class AttributeColumns {
    private static final String ABSENT = "";

    private final Dictionary names;
    private final List<Dictionary> values;

    AttributeColumns() {
        this(new Dictionary(), List.of());
    }

    AttributeColumns(Dictionary names, List<Dictionary> values) {
        this.names = names;
        this.values = new ArrayList<>(values);
    }

    /** The codes of a profile's values, by attribute; attributes unknown till now are added. */
    int[] encode(Map<String, String> attributes) {
        attributes.forEach((name, value) -> add(name));
        int[] codes = new int[values.size()];
        attributes.forEach((name, value) -> {
            int attribute = names.codeOf(name);
            codes[attribute] = values.get(attribute).codeOf(value);
        });
        return codes;
    }

    private void add(String name) {
        if (!names.knows(name)) {
            names.codeOf(name);
            Dictionary dictionary = new Dictionary();
            dictionary.codeOf(ABSENT);
            values.add(dictionary);
        }
    }

    Attributes snapshot() {
        return new Attributes(
                names.snapshot(), values.stream().map(Dictionary::snapshot).toList());
    }
}
