package dev.lodestar.launcher.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The JVM's archive of a part's classes, loaded and linked. The first start of a built part records it and writes it when the part ends; later
 * starts use it. The JVM itself refuses an archive that does not fit the jars.
 *
 * @param file where the archive is or will be
 * @param kind which of the JVM's archives it is
 */
record ClassArchive(Path file, Kind kind) {
    private static final String DIRECTORY = "classes";

    /** The archives that the JVM knows. */
    enum Kind {
        /** The ahead-of-time cache (JEP 483, 514): halves the time to start. For parts whose jars lie on the class path. */
        AHEAD_OF_TIME("-XX:AOTCacheOutput=", "-XX:AOTCache=", ".aot"),
        /** Class data sharing (JEP 350), which also knows classes of loaders of the part's own: saves a fifth. */
        SHARED("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile=", ".jsa");

        private final String recording;
        private final String using;
        private final String suffix;

        Kind(String recording, String using, String suffix) {
            this.recording = recording;
            this.using = using;
            this.suffix = suffix;
        }
    }

    /** The archive of a part as it is built now, which the time of one of its files tells. Those of earlier builds, 100 MB and more each, are deleted. */
    static ClassArchive of(Layout layout, String part, Path built, Kind kind) {
        try {
            Path directory = Files.createDirectories(layout.cache().resolve(DIRECTORY));
            long time = Files.getLastModifiedTime(built).toMillis();
            Path file = directory.resolve(part + "-" + Runtime.version().feature() + "-" + time + kind.suffix);
            if (!Files.exists(file)) {
                deleteAll(directory, part + "-*-*" + kind.suffix);
            }
            return new ClassArchive(file, kind);
        } catch (IOException e) {
            throw new LaunchException("The class archive of " + part + " cannot be looked up: " + e.getMessage(), e);
        }
    }

    private static void deleteAll(Path directory, String pattern) throws IOException {
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(directory, pattern)) {
            for (Path file : earlier) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Whether classes of a class path can be archived: those of directories cannot. */
    static boolean covers(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).noneMatch(Files::isDirectory);
    }

    /** The JVM options that use the archive, or make it; what the JVM has to say of it is no news to the part's log. */
    List<String> options() {
        return List.of((Files.exists(file) ? kind.using : kind.recording) + file, "-Xlog:disable");
    }

    /** Forgets all archives: a start that failed has recorded a life that is not worth repeating. */
    static void forget(Layout layout) {
        Layout.delete(layout.cache().resolve(DIRECTORY));
    }
}
