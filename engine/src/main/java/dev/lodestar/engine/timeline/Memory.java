package dev.lodestar.engine.timeline;

/** What columns take in memory, by the layout of a JVM with compressed references. */
final class Memory {
    private static final int ARRAY_HEADER = 16;
    private static final int ALIGNMENT = 8;

    private Memory() {}

    /** Bytes of an array. */
    static long ofArray(int width, int length) {
        long bytes = ARRAY_HEADER + (long) width * length;
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
