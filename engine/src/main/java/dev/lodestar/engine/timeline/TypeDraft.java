package dev.lodestar.engine.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The types of a block's events while they are being written: a byte each, as in the block before, where those reach as far, so that most are copied as
 * they are. Reused from block to block for its memory.
 */
final class TypeDraft {
    private static final int REACH = 1 << Byte.SIZE;

    private int base;
    private byte[] aboveBase = new byte[0];
    private int[] wide = new int[0];
    private boolean isWide;
    private boolean keepsBounds;
    private int greatest;
    private int capacity;
    private int size;

    /**
     * Begins a block of at most so many events.
     *
     * @param before the types that most will come from, or null
     * @param keepsAll whether each of these will come
     */
    void begin(int events, @Nullable PackedColumn before, boolean keepsAll) {
        capacity = events;
        size = 0;
        base = before == null ? 0 : (int) before.base;
        isWide = before != null && before.width() > 1;
        keepsBounds = before != null && before.size > 0 && keepsAll;
        greatest = before == null ? 0 : (int) before.greatest;
        if (isWide) {
            reserveWide();
        } else if (aboveBase.length < events) {
            aboveBase = new byte[events];
        }
    }

    private void reserveWide() {
        if (wide.length < capacity) {
            wide = new int[capacity];
        }
    }

    int get(int event) {
        return isWide ? wide[event] : base + (aboveBase[event] & 0xff);
    }

    void add(int type) {
        if (!isWide && (type < base || type - base >= REACH)) {
            widen();
        }
        if (isWide) {
            wide[size++] = type;
        } else {
            aboveBase[size++] = (byte) (type - base);
            greatest = Math.max(greatest, type);
        }
    }

    private void widen() {
        reserveWide();
        for (int event = 0; event < size; event++) {
            wide[event] = get(event);
        }
        isWide = true;
    }

    /** Takes some types of another column. */
    void copy(PackedColumn source, int from, int to) {
        if (isWide) {
            source.copyTo(from, to, wide, size);
            size += to - from;
        } else if (source.bytes != null && source.base == base) {
            System.arraycopy(source.bytes, from, aboveBase, size, to - from);
            size += to - from;
        } else {
            for (int event = from; event < to; event++) {
                add((int) source.get(event));
            }
        }
    }

    /** The types taken. */
    PackedColumn build() {
        if (isWide) {
            return PackedColumn.of(wide, size);
        }
        return keepsBounds && greatest > base
                ? new PackedColumn(size, base, greatest, Arrays.copyOf(aboveBase, size))
                : PackedColumn.of(base, aboveBase, size);
    }
}
