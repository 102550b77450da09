package dev.lodestar.engine.timeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Times and types of a block whose times take 5 bytes and whose types take one, as almost all do: read without asking at each event how wide the
 * columns are. For scans that many wait for.
 */
public final class NarrowEvents {
    /** A block has that many events or more, as so many types are compared at once. */
    static final int LEAST_EVENTS = Long.BYTES;

    private static final VarHandle EIGHT_TYPES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A 1 in each byte. */
    private static final long ONES = 0x0101_0101_0101_0101L;

    /** All bits of each byte but the highest. */
    private static final long LOWER_BITS = ONES * 0x7f;

    private final long timeBase;
    private final int[] timeLow;
    private final byte[] timeHigh;
    private final int typeBase;
    private final byte[] types;

    NarrowEvents(TimeColumn times, int typeBase, byte[] types) {
        this.timeBase = times.base;
        this.timeLow = times.low;
        this.timeHigh = times.high;
        this.typeBase = typeBase;
        this.types = types;
    }

    /** When an event happened, in milliseconds since the epoch. */
    public long time(int event) {
        return timeBase + sinceBase(event);
    }

    /** The instant that {@link #sinceBase} counts from, no later than any event of the block. */
    public long timeBase() {
        return timeBase;
    }

    /** When an event happened, in milliseconds since {@link #timeBase}; 0 or more, less than 2^40. */
    public long sinceBase(int event) {
        return ((timeHigh[event] & 0xffL) << Integer.SIZE) | (timeLow[event] & 0xffff_ffffL);
    }

    /**
     * Reads where the time of an event is kept, for nothing but that it lies near when it is asked for: whoever goes through the events in order, with
     * something else to do, has memory fetched meanwhile; whoever comes back for some of the times only would wait for each.
     *
     * @return a number that means nothing, but must be used for the reading to take place
     */
    public int touchTime(int event) {
        return timeLow[event] ^ timeHigh[event];
    }

    /** The least code of a type. */
    public int typeBase() {
        return typeBase;
    }

    /** How much greater the code of an event's type is than {@link #typeBase}: 0 to 255. */
    public int typeAboveBase(int event) {
        return types[event] & 0xff;
    }

    /** The code of an event's type. */
    public int type(int event) {
        return typeBase + typeAboveBase(event);
    }
}
