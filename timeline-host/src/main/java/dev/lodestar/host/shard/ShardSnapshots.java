package dev.lodestar.host.shard;

import dev.lodestar.engine.timeline.SnapshotPosition;
import dev.lodestar.engine.timeline.TimelineSnapshot;
import dev.lodestar.engine.timeline.TimelineView;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jboss.logging.Logger;

/**
 * The snapshot of one shard on disk. A new one is written beside the old one, confirmed by the disk, and then takes its place in one step, so that a
 * kill at any moment leaves one or the other. One that must not be used is deleted with an error in the log, and the shard is replayed from the log.
 */
final class ShardSnapshots {
    static final String FILE = "timelines.snapshot";
    static final String UNFINISHED = "timelines.snapshot.unfinished";

    private static final Logger LOG = Logger.getLogger(ShardSnapshots.class);

    private final Path directory;
    private final TimelineSnapshot format;
    private final SnapshotCounts counts;
    private final Object writeLock = new Object();
    private volatile long writtenOffset = -1;
    private long generation;

    ShardSnapshots(Path directory, TimelineSnapshot format, SnapshotCounts counts) {
        this.directory = directory;
        this.format = format;
        this.counts = counts;
    }

    /**
     * The shard as the snapshot has it; empty where there is none that can be used. One of a log that has lost its end cannot: it has events that the
     * log no longer has, and would hide those that take the same offsets anew.
     *
     * @param logEnd the offset after the last record of the log
     * @param log gives the record at an offset, empty where the log no longer has it; what it throws says nothing of the snapshot, which stays
     */
    synchronized Optional<TimelineSnapshot.Restored> load(long logEnd, LongFunction<Optional<LogRecord>> log) {
        TimelineSnapshot.Restored restored = read().orElse(null);
        if (restored == null) {
            return Optional.empty();
        }
        SnapshotPosition position = restored.position();
        if (position.offset() >= logEnd) {
            refuse(new IOException(
                    "the snapshot covers offset " + position.offset() + ", and the log ends before " + logEnd));
            return Optional.empty();
        }
        if (isReplaced(position, log.apply(position.offset()))) {
            refuse(new IOException("the log has another record at offset " + position.offset()
                    + " than when the snapshot was written: it has lost its end and grown again"));
            return Optional.empty();
        }
        writtenOffset = position.offset();
        return Optional.of(restored);
    }

    private Optional<TimelineSnapshot.Restored> read() {
        try {
            Files.deleteIfExists(directory.resolve(UNFINISHED));
            return Optional.of(format.read(directory.resolve(FILE)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            refuse(e);
        }
        return Optional.empty();
    }

    /** A record that the log has let go tells nothing; then the snapshot is taken, which has what the log can no longer replay. */
    private boolean isReplaced(SnapshotPosition position, Optional<LogRecord> atPosition) {
        if (atPosition.isEmpty()) {
            LOG.warnf(
                    "A snapshot is used unchecked: the log no longer has its last record directory=%s offset=%d",
                    directory, position.offset());
        }
        return atPosition
                .filter(record -> record.fingerprint() != position.fingerprint())
                .isPresent();
    }

    private void refuse(Exception reason) {
        counts.refused().incrementAndGet();
        LOG.errorf(
                reason,
                "A snapshot must not be used and the shard is replayed from the log directory=%s reason=%s",
                directory,
                reason.getMessage());
        delete();
    }

    /** The last offset that the file covers, −1 where there is no file. */
    long offset() {
        return writtenOffset;
    }

    /** Which state of the file's history a view belongs to: a view taken before {@link #forget} must not be written after it. */
    synchronized long generation() {
        return generation;
    }

    /** Deletes what is on disk, because a user in it must be forgotten. */
    synchronized void forget() {
        generation++;
        if (writtenOffset >= 0) {
            delete();
        }
    }

    private void delete() {
        writtenOffset = -1;
        try {
            Files.deleteIfExists(directory.resolve(FILE));
        } catch (IOException e) {
            LOG.errorf(e, "A snapshot could not be deleted and must be by hand directory=%s", directory);
        }
    }

    /** Writes a view unless it belongs to an earlier generation. A failure leaves the old snapshot, and costs a longer replay. */
    void write(TimelineView view, SnapshotPosition position, long ofGeneration) {
        synchronized (writeLock) {
            if (position.offset() <= writtenOffset) {
                return;
            }
            try {
                Path unfinished = directory.resolve(UNFINISHED);
                Files.deleteIfExists(unfinished);
                format.write(unfinished, view, position);
                publish(unfinished, position, ofGeneration);
            } catch (IOException e) {
                LOG.errorf(
                        e,
                        "A snapshot could not be written; the next start replays more of the log directory=%s",
                        directory);
                discardUnfinished();
            }
        }
    }

    /** What was begun may hold a user who must be forgotten. */
    private void discardUnfinished() {
        try {
            Files.deleteIfExists(directory.resolve(UNFINISHED));
        } catch (IOException e) {
            LOG.errorf(e, "An unfinished snapshot could not be deleted and must be by hand directory=%s", directory);
        }
    }

    private synchronized void publish(Path unfinished, SnapshotPosition position, long ofGeneration)
            throws IOException {
        if (ofGeneration != generation) {
            Files.delete(unfinished);
            return;
        }
        Files.move(
                unfinished,
                directory.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        writtenOffset = position.offset();
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
