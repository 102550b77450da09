package dev.lodestar.engine.timeline;

/**
 * The event ids of one user while new events are merged: a hash table from the hash of an id to the hash of its body. It is cleared by
 * moving on to another generation, so that going through many small users costs nothing.
 */
final class IdTable {
    private long[] ids = new long[256];
    private int[] bodies = new int[256];
    private int[] generations = new int[256];
    private int generation;

    /** What became of an event. */
    enum Arrival {
        NEW,
        DUPLICATE,
        CONFLICT
    }

    /** Forgets all ids and makes room for so many. */
    void reset(int expected) {
        if (ids.length < 2 * expected || generation == Integer.MAX_VALUE) {
            int length = Math.max(ids.length, Integer.highestOneBit(2 * expected) * 2);
            ids = new long[length];
            bodies = new int[length];
            generations = new int[length];
            generation = 0;
        }
        generation++;
    }

    /** Adds an id unless it is there already. */
    Arrival add(long id, int body) {
        int mask = ids.length - 1;
        int slot = (int) (id ^ id >>> 32) & mask;
        while (generations[slot] == generation) {
            if (ids[slot] == id) {
                return bodies[slot] == body ? Arrival.DUPLICATE : Arrival.CONFLICT;
            }
            slot = slot + 1 & mask;
        }
        generations[slot] = generation;
        ids[slot] = id;
        bodies[slot] = body;
        return Arrival.NEW;
    }
}
