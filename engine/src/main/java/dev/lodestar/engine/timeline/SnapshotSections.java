package dev.lodestar.engine.timeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The frame of a snapshot file: magic number and version, then sections, each {@code length (4 bytes) | place among the sections (4) | bytes |
 * CRC-32C of all that (4)}, then an empty section. Every byte of the file is covered, so that no flipped bit passes, nor a file that ends early or
 * late, nor sections in another order.
 */
final class SnapshotSections {
    /** Raised whenever the layout changes; files of another version are not read. */
    static final int VERSION = 5;

    private static final long MAGIC = 0x31534c4154534544L;
    private static final int PREFIX_BYTES = Long.BYTES + Integer.BYTES;
    private static final int HEAD_BYTES = 2 * Integer.BYTES;

    private SnapshotSections() {}

    /** Writes sections in order. */
    static final class Writer {
        private final FileChannel channel;
        private int place;

        Writer(FileChannel channel) throws IOException {
            this.channel = channel;
            writeFully(buffer(PREFIX_BYTES).putLong(MAGIC).putInt(VERSION).flip());
        }

        void add(ByteBuffer section) throws IOException {
            ByteBuffer head = buffer(HEAD_BYTES)
                    .putInt(section.remaining())
                    .putInt(place++)
                    .flip();
            CRC32C checksum = new CRC32C();
            checksum.update(head.duplicate());
            checksum.update(section.duplicate());
            writeFully(head);
            writeFully(section);
            writeFully(buffer(Integer.BYTES).putInt((int) checksum.getValue()).flip());
        }

        void end() throws IOException {
            add(ByteBuffer.allocate(0));
        }

        private void writeFully(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /**
     * Where a section lies.
     *
     * @param at the position of its head
     * @param length of its bytes, without head and checksum
     */
    record Place(int number, long at, int length) {
        /** Reads and checks it. Safe to call in parallel. */
        ByteBuffer read(FileChannel channel) throws IOException {
            ByteBuffer whole = readFully(channel, at, HEAD_BYTES + length + Integer.BYTES);
            CRC32C checksum = new CRC32C();
            checksum.update(whole.duplicate().limit(HEAD_BYTES + length));
            if (whole.getInt(Integer.BYTES) != number
                    || whole.getInt(HEAD_BYTES + length) != (int) checksum.getValue()) {
                throw new DamagedSnapshotException("section " + number + " does not match its checksum");
            }
            return whole.limit(HEAD_BYTES + length).position(HEAD_BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Finds the sections of a file; the last, which is empty, is checked and left out. */
    static List<Place> places(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < PREFIX_BYTES || readFully(channel, 0, PREFIX_BYTES).getLong() != MAGIC) {
            throw new DamagedSnapshotException("not a snapshot");
        }
        int version = readFully(channel, Long.BYTES, Integer.BYTES).getInt();
        if (version != VERSION) {
            throw new DamagedSnapshotException("format " + version + ", and this is format " + VERSION);
        }
        List<Place> places = new ArrayList<>();
        long at = PREFIX_BYTES;
        while (true) {
            if (at + HEAD_BYTES + Integer.BYTES > size) {
                throw new DamagedSnapshotException("the file ends too soon");
            }
            int length = readFully(channel, at, Integer.BYTES).getInt();
            if (length < 0 || at + HEAD_BYTES + length + Integer.BYTES > size) {
                throw new DamagedSnapshotException("the file ends too soon");
            }
            Place place = new Place(places.size(), at, length);
            at += HEAD_BYTES + length + Integer.BYTES;
            if (length == 0) {
                place.read(channel);
                break;
            }
            places.add(place);
        }
        if (at != size) {
            throw new DamagedSnapshotException("the file goes on after its end");
        }
        return places;
    }

    private static ByteBuffer readFully(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = buffer(length);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new DamagedSnapshotException("the file ends too soon");
            }
        }
        return bytes.flip();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
