package dev.lodestar.engine.timeline;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the properties of events into the values of columns; the writer's side of {@link EventProperties}. */
final class PropertyColumns {
    /** Distinct texts kept of a property in one partition; any further one is {@link #FURTHER_TEXTS}. */
    static final int MAX_TEXTS = 1 << 20;

    static final String FURTHER_TEXTS = "(further values)";

    private final List<EventPlan.Property> properties;
    private final List<Dictionary> texts;

    PropertyColumns(List<EventPlan.Property> properties) {
        this(
                properties,
                Stream.generate(Dictionary::new).limit(properties.size()).toList());
    }

    PropertyColumns(List<EventPlan.Property> properties, List<Dictionary> texts) {
        this.properties = properties;
        this.texts = texts;
    }

    int size() {
        return properties.size();
    }

    /** What an event has of a property of the plan, or null where it has none that fits. */
    @Nullable
    Long encode(int property, Map<String, PropertyValue> values) {
        PropertyValue value = values.get(properties.get(property).name());
        if (value == null) {
            return null;
        }
        return switch (properties.get(property).kind()) {
            case TEXT -> code(texts.get(property), text(value));
            case NUMBER ->
                value instanceof PropertyValue.Number number ? Double.doubleToRawLongBits(number.value() + 0.0) : null;
            case FLAG -> value instanceof PropertyValue.Flag flag ? Long.valueOf(flag.value() ? 1 : 0) : null;
        };
    }

    private static long code(Dictionary dictionary, String text) {
        boolean full = dictionary.size() >= MAX_TEXTS && !dictionary.knows(text);
        return dictionary.codeOf(full ? FURTHER_TEXTS : text);
    }

    private static String text(PropertyValue value) {
        return switch (value) {
            case PropertyValue.Text(String text) -> text;
            case PropertyValue.Number(double number) -> text(number);
            case PropertyValue.Flag(boolean flag) -> Boolean.toString(flag);
        };
    }

    static String text(double number) {
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }

    EventProperties snapshot() {
        return new EventProperties(
                properties, texts.stream().map(Dictionary::snapshot).toList());
    }
}
