package dev.lodestar.engine.timeline;

/**
 * Times and types of a block whose times take 5 bytes and whose types take one, as almost all do: read without asking at each event how wide the
 * columns are. For scans that many wait for.
 */
public final class NarrowEvents {
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
