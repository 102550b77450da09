package dev.lodestar.engine.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of the ids and of the bodies of a block's events, which only a merge reads: the larger part as some earlier merge wrote it, shared by all the
 * blocks since, and beside it those of the events that came later, with their places among all. So a merge that brings a block a few events need not write
 * ten bytes anew for each of the others. Immutable.
 */
final class EventIds {
    /** What {@link #find} says where there is no such event. */
    static final int NONE = -1;

    private static final int OBJECT_BYTES = 32;

    private static final int[] NO_PLACES = new int[0];
    private static final long[] NO_IDS = new long[0];
    private static final short[] NO_BODIES = new short[0];

    /** There is one later event at most to so many written before; then all are written anew. */
    private static final int WRITTEN_TO_LATER = 8;

    private final long[] writtenIds;
    private final short[] writtenBodies;

    /** The places of the later events among all, ascending. */
    private final int[] places;

    private final long[] laterIds;
    private final short[] laterBodies;

    private EventIds(long[] writtenIds, short[] writtenBodies, int[] places, long[] laterIds, short[] laterBodies) {
        this.writtenIds = writtenIds;
        this.writtenBodies = writtenBodies;
        this.places = places;
        this.laterIds = laterIds;
        this.laterBodies = laterBodies;
    }

    /** The hashes of events in order. The arrays, which must have one length, are taken, not copied. */
    static EventIds of(long[] ids, short[] bodies) {
        return new EventIds(ids, bodies, NO_PLACES, NO_IDS, NO_BODIES);
    }

    /** How many events there are. */
    int size() {
        return writtenIds.length + places.length;
    }

    /** Whether the hashes can stay as they are where so many events come, none going. */
    boolean canTake(int more) {
        return (long) (places.length + more) * WRITTEN_TO_LATER <= writtenIds.length;
    }

    /** Which of some events has an id with a hash, or {@link #NONE}; ids are unique within a user. */
    int find(long id, int from, int to) {
        int later = laterFrom(from);
        int endOfLater = laterFrom(to);
        for (int i = later; i < endOfLater; i++) {
            if (laterIds[i] == id) {
                return places[i];
            }
        }
        for (int written = from - later; written < to - endOfLater; written++) {
            if (writtenIds[written] == id) {
                return placeOf(written, later);
            }
        }
        return NONE;
    }

    private int laterFrom(int event) {
        int found = Arrays.binarySearch(places, event);
        return found < 0 ? -found - 1 : found;
    }

    /** The place among all of an event written, before which at least so many later ones stand. */
    private int placeOf(int written, int laterBefore) {
        int before = laterBefore;
        while (before < places.length && places[before] <= written + before) {
            before++;
        }
        return written + before;
    }

    /** The hash of an event's body. */
    short body(int event) {
        int later = laterFrom(event);
        return later < places.length && places[later] == event ? laterBodies[later] : writtenBodies[event - later];
    }

    /** Copies the hashes of some events into arrays. */
    void copyTo(int from, int to, long[] ids, short[] bodies, int at) {
        int later = laterFrom(from);
        int event = from;
        while (event < to) {
            int here = at + event - from;
            if (later < places.length && places[later] == event) {
                ids[here] = laterIds[later];
                bodies[here] = laterBodies[later++];
                event++;
                continue;
            }
            int end = later < places.length ? Math.min(places[later], to) : to;
            System.arraycopy(writtenIds, event - later, ids, here, end - event);
            System.arraycopy(writtenBodies, event - later, bodies, here, end - event);
            event = end;
        }
    }

    /** The hashes of the ids, in the order of events. */
    long[] ids() {
        if (places.length == 0) {
            return writtenIds;
        }
        long[] ids = new long[size()];
        copyTo(0, size(), ids, new short[size()], 0);
        return ids;
    }

    /** The hashes of the bodies, in the order of events. */
    short[] bodies() {
        if (places.length == 0) {
            return writtenBodies;
        }
        short[] bodies = new short[size()];
        copyTo(0, size(), new long[size()], bodies, 0);
        return bodies;
    }

    /** Bytes that they take in memory, those shared with other blocks included. */
    long memory() {
        return OBJECT_BYTES
                + Memory.ofArray(Long.BYTES, writtenIds.length)
                + Memory.ofArray(Short.BYTES, writtenBodies.length)
                + (places.length == 0 ? 0 : laterMemory());
    }

    private long laterMemory() {
        return Memory.ofArray(Integer.BYTES, places.length)
                + Memory.ofArray(Long.BYTES, laterIds.length)
                + Memory.ofArray(Short.BYTES, laterBodies.length);
    }

    /** Collects the hashes of a block's events in order. Reused from block to block for its memory. */
    static final class Builder {
        private @Nullable EventIds kept;
        private int nextKept;
        private int size;

        /** All events, or where some are kept, the later ones. */
        private long[] ids = new long[16];

        private short[] bodies = new short[16];
        private int[] places = new int[16];
        private int collected;

        /**
         * Begins a block of at most so many events.
         *
         * @param before of the block as it was, where every event of it is to come here in the order it has there, and they {@link #canTake} the
         *     others; else null
         */
        void begin(int capacity, @Nullable EventIds before) {
            kept = before;
            nextKept = 0;
            size = 0;
            collected = 0;
            reserve(before == null ? capacity : capacity - before.writtenIds.length);
        }

        private void reserve(int capacity) {
            if (ids.length < capacity) {
                ids = new long[capacity];
                bodies = new short[capacity];
                places = new int[capacity];
            }
        }

        /** Takes those of some events of another block; where some are kept, of the block they are of. */
        void copy(EventIds source, int from, int to) {
            if (kept == null) {
                source.copyTo(from, to, ids, bodies, collected);
                collected += to - from;
            } else {
                for (; nextKept < kept.places.length && kept.places[nextKept] < to; nextKept++) {
                    places[collected] = kept.places[nextKept] + size - from;
                    ids[collected] = kept.laterIds[nextKept];
                    bodies[collected++] = kept.laterBodies[nextKept];
                }
            }
            size += to - from;
        }

        /** Takes those of an event that arrived. */
        void add(long id, short body) {
            places[collected] = size++;
            ids[collected] = id;
            bodies[collected++] = body;
        }

        EventIds build() {
            if (kept == null) {
                return of(Arrays.copyOf(ids, collected), Arrays.copyOf(bodies, collected));
            }
            if (kept.writtenIds.length + collected != size) {
                throw new IllegalStateException(
                        "of " + kept.writtenIds.length + " events kept, " + (size - collected) + " are left");
            }
            return new EventIds(
                    kept.writtenIds,
                    kept.writtenBodies,
                    Arrays.copyOf(places, collected),
                    Arrays.copyOf(ids, collected),
                    Arrays.copyOf(bodies, collected));
        }
    }
}
