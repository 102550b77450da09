package dev.lodestar.engine.timeline;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link ColumnWriter} wrote. */
final class ColumnReader {
    private final ByteBuffer buffer;

    ColumnReader(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    long number() throws DamagedSnapshotException {
        require(Long.BYTES);
        return buffer.getLong();
    }

    long[] longs() throws DamagedSnapshotException {
        long[] column = new long[length(Long.BYTES)];
        buffer.asLongBuffer().get(column);
        buffer.position(buffer.position() + column.length * Long.BYTES);
        return column;
    }

    int[] ints() throws DamagedSnapshotException {
        int[] column = new int[length(Integer.BYTES)];
        buffer.asIntBuffer().get(column);
        buffer.position(buffer.position() + column.length * Integer.BYTES);
        return column;
    }

    short[] shorts() throws DamagedSnapshotException {
        short[] column = new short[length(Short.BYTES)];
        buffer.asShortBuffer().get(column);
        buffer.position(buffer.position() + column.length * Short.BYTES);
        return column;
    }

    String text() throws DamagedSnapshotException {
        byte[] bytes = new byte[length(1)];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> texts() throws DamagedSnapshotException {
        long count = number();
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    byte[] bytes() throws DamagedSnapshotException {
        byte[] column = new byte[length(1)];
        buffer.get(column);
        return column;
    }

    PackedColumn packed() throws DamagedSnapshotException {
        long width = number();
        long size = number();
        long base = number();
        long greatest = number();
        return switch ((int) width) {
            case 0 -> new PackedColumn((int) size, base, greatest, null);
            case 1 -> new PackedColumn((int) size, base, greatest, bytes());
            case 2 -> new PackedColumn((int) size, base, greatest, shorts());
            case 4 -> new PackedColumn((int) size, base, greatest, ints());
            case 8 -> new PackedColumn((int) size, base, greatest, longs());
            default -> throw new DamagedSnapshotException("a column has values of " + width + " bytes");
        };
    }

    TimeColumn times() throws DamagedSnapshotException {
        long base = number();
        int[] low = ints();
        byte[] high = bytes();
        long[] wide = longs();
        return wide.length > 0 ? TimeColumn.wide(wide) : TimeColumn.narrow(base, low, high);
    }

    SparseColumn sparse() throws DamagedSnapshotException {
        return new SparseColumn(longs(), packed());
    }

    private int length(int width) throws DamagedSnapshotException {
        require(Integer.BYTES);
        int length = buffer.getInt();
        if (length < 0 || (long) length * width > buffer.remaining()) {
            throw new DamagedSnapshotException("a column of " + length + " values does not fit into its section");
        }
        return length;
    }

    private void require(int bytes) throws DamagedSnapshotException {
        if (buffer.remaining() < bytes) {
            throw new DamagedSnapshotException("a section ends too soon");
        }
    }
}
