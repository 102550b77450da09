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
        return timeBase + (((timeHigh[event] & 0xffL) << Integer.SIZE) | (timeLow[event] & 0xffff_ffffL));
    }

    /** The code of an event's type. */
    public int type(int event) {
        return typeBase + (types[event] & 0xff);
    }
}
