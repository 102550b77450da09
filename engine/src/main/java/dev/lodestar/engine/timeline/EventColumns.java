package dev.lodestar.engine.timeline;

import java.util.BitSet;
import java.util.List;

/**
 * The columns of a block with one value an event, and those derived from its events. Immutable.
 *
 * @param start by user: the user's first event, and at last the end
 * @param ids hashes of the ids, and 16 bits of a hash of what events say, that with type and time tell a repeat from a conflict
 * @param activeStart by user: the user's first active day, and at last the end
 * @param activeKey by active day: the day and the gap before it
 * @param activeEvents by active day: how many active events it has, as {@link UserBlock#activeEvents} says
 * @param usage the use of features
 * @param workspaces hashes of the workspaces of collaboration events
 * @param amounts millionths of the currency of revenue events
 * @param properties the properties of the plan, by index
 */
@SuppressWarnings("ArrayRecordComponent") // columns, for speed; nobody writes to them
record EventColumns(
        Starts start,
        TimeColumn time,
        PackedColumn type,
        EventIds ids,
        Starts activeStart,
        PackedColumn activeKey,
        byte[] activeEvents,
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
                ids,
                days.activeStart(),
                days.activeKeys(),
                days.activeEvents(),
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
        long[] masks = new long[start.length() - 1];
        int event = 0;
        for (int user = 0; user < masks.length; user++) {
            int end = start.of(user + 1);
            long mask = 0;
            for (; event < end; event++) {
                mask |= EventTypes.maskOf((int) type.get(event));
            }
            masks[user] = mask;
        }
        return PackedColumn.of(masks, masks.length);
    }

    /** The users with an event before an instant, of each user's own; that of users without a profile is before everything. */
    BitSet before(long[] instants) {
        BitSet users = new BitSet();
        for (int user = 0; user < instants.length; user++) {
            int first = start.of(user);
            if (first < start.of(user + 1) && time.get(first) < instants[user]) {
                users.set(user);
            }
        }
        return users;
    }

    /** The users who have several events at the same moment. */
    BitSet tied() {
        BitSet users = new BitSet();
        for (int user = 0; user < start.length() - 1; user++) {
            int end = start.of(user + 1);
            boolean tied = false;
            for (int event = start.of(user) + 1; event < end; event++) {
                tied |= time.get(event) == time.get(event - 1);
            }
            users.set(user, tied);
        }
        return users;
    }

    long memory() {
        return start.memory()
                + time.memory()
                + type.memory()
                + ids.memory()
                + activeStart.memory()
                + activeKey.memory()
                + Memory.ofArray(1, activeEvents.length)
                + usage.memory()
                + workspaces.memory()
                + amounts.memory()
                + properties.stream().mapToLong(SparseColumn::memory).sum();
    }
}
