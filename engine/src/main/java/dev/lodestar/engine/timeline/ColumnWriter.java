package dev.lodestar.engine.timeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes columns one after the other, each with its length before it, into a buffer that grows. */
final class ColumnWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    void number(long value) {
        reserve(Long.BYTES);
        buffer.putLong(value);
    }

    void longs(long[] column) {
        begin(column.length, Long.BYTES);
        buffer.asLongBuffer().put(column);
        buffer.position(buffer.position() + column.length * Long.BYTES);
    }

    void ints(int[] column) {
        begin(column.length, Integer.BYTES);
        buffer.asIntBuffer().put(column);
        buffer.position(buffer.position() + column.length * Integer.BYTES);
    }

    void shorts(short[] column) {
        begin(column.length, Short.BYTES);
        buffer.asShortBuffer().put(column);
        buffer.position(buffer.position() + column.length * Short.BYTES);
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(bytes.length, 1);
        buffer.put(bytes);
    }

    void texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }

    void bytes(byte[] column) {
        begin(column.length, 1);
        buffer.put(column);
    }

    /** The width, the number of values, the least, the greatest, and the differences to the least. */
    void packed(PackedColumn column) {
        number(column.width());
        number(column.size);
        number(column.base);
        number(column.greatest);
        if (column.bytes != null) {
            bytes(column.bytes);
        } else if (column.shorts != null) {
            shorts(column.shorts);
        } else if (column.ints != null) {
            ints(column.ints);
        } else if (column.longs != null) {
            longs(column.longs);
        }
    }

    void times(TimeColumn column) {
        number(column.base);
        ints(column.low);
        bytes(column.high);
        longs(column.wide == null ? new long[0] : column.wide);
    }

    void sparse(SparseColumn column) {
        longs(column.present);
        packed(column.values);
    }

    private void begin(int length, int width) {
        reserve(Integer.BYTES + Math.multiplyExact(length, width));
        buffer.putInt(length);
    }

    private void reserve(int more) {
        if (buffer.remaining() < more) {
            int needed = Math.addExact(buffer.position(), more);
            ByteBuffer larger = ByteBuffer.allocate((int) Math.min(Math.max(needed, 2L * buffer.capacity()), 1 << 30))
                    .order(ByteOrder.LITTLE_ENDIAN);
            buffer = larger.put(buffer.flip());
        }
    }

    /** What was written, ready to be read; the writer starts anew with the next call. */
    ByteBuffer take() {
        ByteBuffer written = buffer.flip();
        buffer = ByteBuffer.allocate(written.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        return written;
    }
}
