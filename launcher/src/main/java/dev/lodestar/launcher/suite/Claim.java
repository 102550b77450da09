package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a process the only one that starts and runs an installation: a lock, which the system takes back when the process ends, however that
 * comes about. From then on {@code down} finds the process, even before it has started anything.
 */
public final class Claim implements AutoCloseable {
    private final Layout layout;
    private final FileChannel channel;

    private Claim(Layout layout, FileChannel channel) {
        this.layout = layout;
        this.channel = channel;
    }

    /**
     * Claims an installation with the data that it has.
     *
     * @throws LaunchException when another process has it
     */
    public static Claim of(Layout layout) {
        Claim claim = take(layout);
        claim.record(List.of());
        return claim;
    }

    /**
     * Claims an installation and empties it.
     *
     * @throws LaunchException when another process has it, or parts are alive that one has left behind: their data must not be taken away from under
     *     them
     */
    public static Claim fresh(Layout layout) {
        Claim claim = take(layout);
        if (!Installation.alive(layout).isEmpty()) {
            claim.close();
            throw taken(layout);
        }
        layout.empty();
        layout.create();
        claim.record(List.of());
        return claim;
    }

    private static Claim take(Layout layout) {
        layout.create();
        try {
            FileChannel channel = FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw taken(layout);
            }
            return new Claim(layout, channel);
        } catch (IOException e) {
            throw new LaunchException(layout.lock() + " cannot be locked: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException takenByThisProcess) {
            return null;
        }
    }

    private static LaunchException taken(Layout layout) {
        return new LaunchException("Lodestar starts, runs or stops already in " + layout.home()
                + ". Stop it by Ctrl-C in its terminal or by ./lodestar down.");
    }

    Layout layout() {
        return layout;
    }

    /** Leaves the process ids behind, so that {@code down} finds them even when this process was killed. */
    void record(List<RunningPart> parts) {
        Processes.write(layout, parts);
    }

    /** Lets go of the installation: nothing of it is running any more. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(layout.processes());
            channel.close();
        } catch (IOException ignored) {
            // The end of the process lets go of it too, and what stays behind is overwritten by the next start.
        }
    }
}
