package dev.lodestar.engine.query;

import dev.lodestar.engine.timeline.NarrowEvents;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Which events of a block meet which step of a funnel: a bit for each step and event, so that dozens of a user's events are looked through at once.
 * Made for a block in one go, without a branch on any event. Keeps its memory from block to block; not for several threads.
 */
final class StepMarks {
    /** Events that {@link #from} tells. */
    static final int AT_ONCE = Long.SIZE - Byte.SIZE + 1;

    private static final VarHandle BITS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int TYPES = 1 << Byte.SIZE;

    /** Steps that are marked in one go over the events: a byte of eight events for each. */
    private static final int TOGETHER = Long.BYTES;

    /** More than most funnels have. */
    private static final int MANY = 5;

    /** What a number of events is shifted by for the bytes that they take. */
    private static final int BYTE_SHIFT = 3;

    private static final int LAST_BIT = Byte.SIZE - 1;

    /** Bytes before the first event's and after the last one's that whole numbers reach. */
    private static final int MARGIN = Long.BYTES;

    private final int stepCount;

    /** By type: the number of the step that it meets, from 0; {@link #stepCount} where it meets none. */
    private final int[] stepOfType;

    /** By step, and some more that nobody reads: eight events a byte, the first one lowest, from {@link #MARGIN} on. */
    private final byte[][] rows;

    /** Means nothing: see {@link NarrowEvents#touchTime}. */
    private int touched;

    StepMarks(int stepCount, int[] stepOfType) {
        this.stepCount = stepCount;
        this.stepOfType = stepOfType;
        this.rows = new byte[Math.ceilDiv(stepCount, TOGETHER) * TOGETHER][0];
    }

    /** Marks the events of a block, which are so many. */
    void mark(NarrowEvents events, int eventCount) {
        int length = MARGIN + (eventCount >>> BYTE_SHIFT) + 1 + MARGIN;
        if (rows[0].length < length) {
            for (int step = 0; step < rows.length; step++) {
                rows[step] = new byte[length];
            }
        }
        for (int step = 0; step < stepCount; step += TOGETHER) {
            mark(events, eventCount, step);
        }
    }

    /** Marks the events that meet some steps from one on. */
    private void mark(NarrowEvents events, int eventCount, int first) {
        long[] markOfType = new long[TYPES]; // made here, so that the compiler knows how long it is
        int base = events.typeBase();
        for (int type = base; type < Math.min(stepOfType.length, base + TYPES); type++) {
            int step = stepOfType[type];
            markOfType[type - base] = step >= first && step < stepCount ? markOf(step - first) : 0;
        }
        int whole = eventCount >>> BYTE_SHIFT;
        markEights(events, markOfType, whole, first);
        long marks = 0;
        for (int event = whole << BYTE_SHIFT; event < eventCount; event++) {
            marks |= markOfType[events.typeAboveBase(event)] << (event & LAST_BIT);
        }
        for (int step = 0; step < TOGETHER; step++) {
            rows[first + step][MARGIN + whole] = (byte) (marks >>> step * Byte.SIZE);
        }
    }

    /** The lowest bit of a step's byte; none where it is not one of those marked together. */
    private static long markOf(int step) {
        return step < TOGETHER ? 1L << step * Byte.SIZE : 0;
    }

    private void markEights(NarrowEvents events, long[] markOfType, int count, int first) {
        boolean isMany = stepCount - first > MANY;
        byte[] row0 = rows[first];
        byte[] row1 = rows[first + 1];
        byte[] row2 = rows[first + 2];
        byte[] row3 = rows[first + 3];
        byte[] row4 = rows[first + 4];
        byte[] row5 = rows[first + 5];
        byte[] row6 = rows[first + 6];
        byte[] row7 = rows[first + 7];
        int near = 0;
        for (int i = 0; i < count; i++) {
            int event = i << BYTE_SHIFT;
            near ^= events.touchTime(event);
            long marks = markOfType[events.typeAboveBase(event)]
                    | markOfType[events.typeAboveBase(event + 1)] << 1
                    | markOfType[events.typeAboveBase(event + 2)] << 2
                    | markOfType[events.typeAboveBase(event + 3)] << 3
                    | markOfType[events.typeAboveBase(event + 4)] << 4
                    | markOfType[events.typeAboveBase(event + 5)] << 5
                    | markOfType[events.typeAboveBase(event + 6)] << 6
                    | markOfType[events.typeAboveBase(event + 7)] << 7;
            row0[MARGIN + i] = (byte) marks;
            row1[MARGIN + i] = (byte) (marks >>> 8);
            row2[MARGIN + i] = (byte) (marks >>> 16);
            row3[MARGIN + i] = (byte) (marks >>> 24);
            row4[MARGIN + i] = (byte) (marks >>> 32);
            if (isMany) {
                row5[MARGIN + i] = (byte) (marks >>> 40);
                row6[MARGIN + i] = (byte) (marks >>> 48);
                row7[MARGIN + i] = (byte) (marks >>> 56);
            }
        }
        touched ^= near;
    }

    /** The marks of a step: a bit for each of {@link #AT_ONCE} events from one on, the first one lowest; those past the block's end, and further bits, mean nothing. */
    long from(int step, int event) {
        return (long) BITS.get(rows[step], MARGIN + (event >>> BYTE_SHIFT)) >>> (event & LAST_BIT);
    }

    /** The marks of {@link #AT_ONCE} events up to one, the last one highest; further bits mean nothing. */
    private long until(int step, int event) {
        return (long) BITS.get(rows[step], 1 + (event >>> BYTE_SHIFT)) << LAST_BIT - (event & LAST_BIT);
    }

    /** The first of some events that meets a step, {@code to} where none does. */
    int next(int step, int from, int to) {
        for (int event = from; event < to; event += AT_ONCE) {
            long marks = from(step, event);
            if (marks != 0) {
                return Math.min(to, event + Long.numberOfTrailingZeros(marks));
            }
        }
        return to;
    }

    /** The last of some events that meets a step, {@code from - 1} where none does. */
    int previous(int step, int from, int to) {
        for (int end = to; end > from; end -= AT_ONCE) {
            long marks = until(step, end - 1);
            if (marks != 0) {
                return Math.max(from - 1, end - 1 - Long.numberOfLeadingZeros(marks));
            }
        }
        return from - 1;
    }
}
