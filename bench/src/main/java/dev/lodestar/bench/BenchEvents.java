package dev.lodestar.bench;

import dev.lodestar.datagen.journey.EventType;
import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.engine.timeline.EventArrived;
import dev.lodestar.engine.timeline.PropertyValue;
import java.util.Map;
import java.util.UUID;

/** Generated events as they arrive at a shard. */
final class BenchEvents {
    private static final double CENTS = 100;

    private BenchEvents() {}

    /**
     * An event.
     *
     * @param number tells it from all others
     */
    static EventArrived event(UUID pseudonym, SyntheticEvent event, long number) {
        return new EventArrived(
                pseudonym,
                "e" + number,
                event.type().wireName(),
                event.at(),
                event.at(),
                number << 32,
                properties(event));
    }

    private static Map<String, PropertyValue> properties(SyntheticEvent event) {
        String workspace = event.workspace();
        PropertyValue inWorkspace = workspace == null ? null : new PropertyValue.Text(workspace);
        if (event.type() != EventType.INVOICE_PAID) {
            return inWorkspace == null ? Map.of() : Map.of("workspace_id", inWorkspace);
        }
        PropertyValue amount = new PropertyValue.Number(event.cents() / CENTS);
        PropertyValue currency = new PropertyValue.Text("USD");
        return inWorkspace == null
                ? Map.of("amount", amount, "currency", currency)
                : Map.of("workspace_id", inWorkspace, "amount", amount, "currency", currency);
    }
}
