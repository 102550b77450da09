package dev.lodestar.testkit.oracle;

import dev.lodestar.engine.timeline.PropertyValue;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The properties of the default tracking plan, as events carry them. */
public final class PlainProperties {
    private PlainProperties() {}

    /** What is not null of a workspace, an amount and its currency. */
    public static Map<String, PropertyValue> of(
            @Nullable String workspace, @Nullable Double amount, @Nullable String currency) {
        Map<String, PropertyValue> properties = new TreeMap<>();
        if (workspace != null) {
            properties.put("workspace_id", new PropertyValue.Text(workspace));
        }
        if (amount != null) {
            properties.put("amount", new PropertyValue.Number(amount));
        }
        if (currency != null) {
            properties.put("currency", new PropertyValue.Text(currency));
        }
        return properties;
    }
}
