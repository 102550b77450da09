package dev.lodestar.engine.timeline;

import java.util.List;

/**
 * The columns of a block with one value an event, and those derived from its events. Immutable.
 *
 * @param start by user: the user's first event, and at last the end
 * @param bodyHash 16 bits of a hash of what events say, that with type and time tell a repeat from a conflict
 * @param activeStart by user: the user's first active day, and at last the end
 * @param activeKey by active day: the day and the gap before it
 * @param usage the use of features
 * @param workspaces hashes of the workspaces of collaboration events
 * @param amounts millionths of the currency of revenue events
 * @param properties the properties of the plan, by index
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record EventColumns(
        int[] start,
        TimeColumn time,
        PackedColumn type,
        long[] idHash,
        short[] bodyHash,
        int[] activeStart,
        PackedColumn activeKey,
        UsageColumns usage,
        SparseColumn workspaces,
        SparseColumn amounts,
        List<SparseColumn> properties) {

    /** The same events with other days. */
    EventColumns withDays(DayCut days) {
        return new EventColumns(
                start,
                time,
                type,
                idHash,
                bodyHash,
                days.activeStart(),
                days.activeKeys(),
                days.usage(),
                workspaces,
                amounts,
                properties);
    }

    /** A hash of what an event says, for comparison with another event of the same id. */
    static int body(long time, int type, short bodyHash) {
        return (int) Hash64.mix(Hash64.mix(time) + ((long) type << Short.SIZE | bodyHash & 0xffff));
    }

    /** By user: the masks of the types of the events. */
    PackedColumn typeMasks() {
        long[] masks = new long[start.length - 1];
        for (int user = 0; user < masks.length; user++) {
            for (int event = start[user]; event < start[user + 1]; event++) {
                masks[user] |= EventTypes.maskOf((int) type.get(event));
            }
        }
        return PackedColumn.of(masks, masks.length);
    }

    long memory() {
        return Memory.ofArray(Integer.BYTES, start.length)
                + time.memory()
                + type.memory()
                + Memory.ofArray(Long.BYTES, idHash.length)
                + Memory.ofArray(Short.BYTES, bodyHash.length)
                + Memory.ofArray(Integer.BYTES, activeStart.length)
                + activeKey.memory()
                + usage.memory()
                + workspaces.memory()
                + amounts.memory()
                + properties.stream().mapToLong(SparseColumn::memory).sum();
    }
}
