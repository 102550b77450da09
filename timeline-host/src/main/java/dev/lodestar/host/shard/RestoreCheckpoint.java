package dev.lodestar.host.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file in a task's directory by which Kafka Streams knows up to where a persistent store needs no restoring. Streams writes it by its own
 * measure, and reads it after the stores have opened: a store that opens puts in what it really holds, so that nothing between the two is
 * left out or read for nothing. The format is Streams' own, version 0, and unchanged for as long as the file exists: version, number of
 * lines, {@code topic partition offset}.
 */
final class RestoreCheckpoint {
    private static final String FILE = ".checkpoint";
    private static final String VERSION = "0";

    private RestoreCheckpoint() {}

    /** Says that the log is held up to and including the offset; that nothing is held where it is negative. */
    static void set(Path taskDirectory, String topic, int partition, long offset) throws IOException {
        Path file = taskDirectory.resolve(FILE);
        if (offset < 0) {
            Files.deleteIfExists(file);
        } else {
            String line = String.join(" ", topic, Integer.toString(partition), Long.toString(offset));
            Files.write(file, List.of(VERSION, "1", line));
        }
    }
}
