package dev.lodestar.bench;

import dev.lodestar.datagen.journey.SyntheticEvent;
import dev.lodestar.engine.timeline.EventArrived;
import java.util.UUID;

/** Generated events as they arrive at a shard. */
final class BenchEvents {
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
                event.workspace(),
                BenchData.amount(event));
    }
}
