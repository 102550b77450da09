package dev.lodestar.engine.timeline;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events of a block while they are being written, in order. Reused from block to block for its memory. */
final class EventDraft {
    private final EventTypes types;
    private final SparseColumn.Builder workspaces = new SparseColumn.Builder();
    private final SparseColumn.Builder amounts = new SparseColumn.Builder();
    private final SparseColumn.Builder[] properties;
    private final TimeDraft times = new TimeDraft();
    private final TypeDraft typesOf = new TypeDraft();
    private final EventIds.Builder ids = new EventIds.Builder();
    private int size;

    EventDraft(EventTypes types, int propertyCount) {
        this.types = types;
        this.properties =
                Stream.generate(SparseColumn.Builder::new).limit(propertyCount).toArray(SparseColumn.Builder[]::new);
    }

    /**
     * Begins a block of at most so many events.
     *
     * @param before the events that most will come from, or null
     * @param keepsAll whether each of these will come, in the order they have
     */
    void begin(int capacity, @Nullable EventColumns before, boolean keepsAll) {
        size = 0;
        times.begin(capacity, before == null ? null : before.time());
        typesOf.begin(capacity, before == null ? null : before.type(), keepsAll);
        EventIds known = before == null || !keepsAll ? null : before.ids();
        ids.begin(capacity, known != null && known.canTake(capacity - known.size()) ? known : null);
        workspaces.begin();
        amounts.begin();
        for (SparseColumn.Builder property : properties) {
            property.begin();
        }
    }

    int size() {
        return size;
    }

    long time(int event) {
        return times.get(event);
    }

    int type(int event) {
        return typesOf.get(event);
    }

    /** Takes some events of another block. */
    void copy(EventColumns source, int from, int to) {
        int shift = size - from;
        times.copy(source.time(), from, to);
        typesOf.copy(source.type(), from, to);
        ids.copy(source.ids(), from, to);
        workspaces.copy(source.workspaces(), from, to, shift);
        amounts.copy(source.amounts(), from, to, shift);
        for (int property = 0; property < properties.length; property++) {
            properties[property].copy(source.properties().get(property), from, to, shift);
        }
        size += to - from;
    }

    /** Takes an event that arrived; its traits are returned. */
    int append(Delta delta, int position) {
        times.add(delta.time[position]);
        typesOf.add(delta.type[position]);
        ids.add(delta.idHash[position], delta.bodyHash[position]);
        int traits = types.traitsOf(delta.type[position]);
        long workspace = delta.workspace[position];
        if (workspace != 0 && (traits & Trait.COLLABORATION) != 0) {
            workspaces.add(size, workspace);
        }
        if ((traits & Trait.REVENUE) != 0) {
            amounts.add(size, delta.amount[position] == Delta.NO_AMOUNT ? 0 : delta.amount[position]);
        }
        for (int i = delta.propertyStart[position]; i < delta.propertyStart[position + 1]; i++) {
            properties[delta.property[i]].add(size, delta.propertyValue[i]);
        }
        size++;
        return traits | (workspace != 0 ? Trait.WORKSPACE : 0);
    }

    /** The columns of the events taken. */
    EventColumns columns(int[] start, DayCut days) {
        return new EventColumns(
                Starts.of(start),
                times.build(start),
                typesOf.build(),
                ids.build(),
                days.activeStart(),
                days.activeKeys(),
                days.activeEvents(),
                days.usage(),
                workspaces.build(),
                amounts.build(),
                Arrays.stream(properties).map(SparseColumn.Builder::build).toList());
    }
}
