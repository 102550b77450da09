package dev.lodestar.ingest.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Numbers identical rows of one request or file: 0 for the first, 1 for its first repetition. Files have any size, so this is a hash table of
 * 64-bit prints with their counts outside the heap, and beyond a limit in a temporary file. Two different rows of one print, about one in
 * {@code 2^64 / rows²}, would only give the second the number 1 instead of 0: still a number of its own, and the same at every import.
 * Belongs to the thread that made it.
 */
@SuppressWarnings("MustBeClosedChecker") // the table outlives the methods that allocate it; close() ends it
public final class IdenticalRows implements AutoCloseable {
    private static final long INITIAL_SLOTS = 1 << 11;
    private static final long SLOT_BYTES = 16;
    private static final double MAX_LOAD = 0.6;

    private final long maxMemoryBytes;
    private Arena arena;
    private MemorySegment table;
    private long mask;
    private long used;

    /** Takes the bytes of memory beyond which the table lives in a temporary file. */
    public IdenticalRows(long maxMemoryBytes) {
        this.maxMemoryBytes = maxMemoryBytes;
        this.arena = Arena.ofConfined();
        this.table = allocate(arena, INITIAL_SLOTS);
        this.mask = INITIAL_SLOTS - 1;
    }

    /** How many rows of this content came before. */
    int ordinalOf(UUID contentId) {
        if (used > MAX_LOAD * (mask + 1)) {
            grow();
        }
        // Version and variant bits of the UUID are the same for all; the sum mixes them with others. 0 marks an empty
        // slot.
        long print = contentId.getMostSignificantBits() * 31 + contentId.getLeastSignificantBits();
        long slot = find(table, mask, print == 0 ? 1 : print);
        long count = count(table, slot);
        if (count == 0) {
            table.setAtIndex(ValueLayout.JAVA_LONG, slot * 2, print == 0 ? 1 : print);
            used++;
        }
        table.setAtIndex(ValueLayout.JAVA_LONG, slot * 2 + 1, count + 1);
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        arena.close();
    }

    private void grow() {
        long slots = (mask + 1) * 2;
        Arena larger = Arena.ofConfined();
        MemorySegment copy = allocate(larger, slots);
        for (long slot = 0; slot <= mask; slot++) {
            long count = count(table, slot);
            if (count > 0) {
                long print = table.getAtIndex(ValueLayout.JAVA_LONG, slot * 2);
                long target = find(copy, slots - 1, print);
                copy.setAtIndex(ValueLayout.JAVA_LONG, target * 2, print);
                copy.setAtIndex(ValueLayout.JAVA_LONG, target * 2 + 1, count);
            }
        }
        arena.close();
        arena = larger;
        table = copy;
        mask = slots - 1;
    }

    /** The slot of a print, or the empty slot where it belongs. */
    private static long find(MemorySegment table, long mask, long print) {
        long slot = (((print ^ (print >>> 32)) * 0x9E3779B97F4A7C15L) >>> 20) & mask;
        while (count(table, slot) > 0 && table.getAtIndex(ValueLayout.JAVA_LONG, slot * 2) != print) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long count(MemorySegment table, long slot) {
        return table.getAtIndex(ValueLayout.JAVA_LONG, slot * 2 + 1);
    }

    private MemorySegment allocate(Arena owner, long slots) {
        long bytes = slots * SLOT_BYTES;
        return bytes <= maxMemoryBytes ? owner.allocate(bytes, Long.BYTES) : mapped(owner, bytes);
    }

    /** A temporary file that has no name any more once it is mapped, so that nothing is left behind, come what may. */
    private static MemorySegment mapped(Arena owner, long bytes) {
        try {
            Path file = Files.createTempFile("lodestar-import", ".rows");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, owner);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
