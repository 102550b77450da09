package dev.lodestar.engine.timeline;

import java.util.List;

/**
 * The properties of the plan, by index, and the texts a view has seen of each, by code. Immutable.
 *
 * <p>A property's values stand in its column as 64 bits: a text as its code here, a number as the bits of a double, a flag as 0 or 1.
 */
public final class EventProperties {
    private final List<EventPlan.Property> properties;
    private final List<List<String>> texts;

    EventProperties(List<EventPlan.Property> properties, List<List<String>> texts) {
        this.properties = properties;
        this.texts = texts;
    }

    /** The index of a property, or −1 where the plan does not have it. */
    public int indexOf(String name) {
        for (int i = 0; i < properties.size(); i++) {
            if (properties.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** What values a property has. */
    public PropertyKind kindOf(int property) {
        return properties.get(property).kind();
    }

    /** The texts of a property by code; empty where its values are no texts. */
    public List<String> textsOf(int property) {
        return texts.get(property);
    }

    /** A property's value in words: a text as it is, a whole number without a decimal point. */
    public String render(int property, long value) {
        return switch (kindOf(property)) {
            case TEXT -> textsOf(property).get((int) value);
            case NUMBER -> PropertyColumns.text(Double.longBitsToDouble(value));
            case FLAG -> Boolean.toString(value != 0);
        };
    }
}
