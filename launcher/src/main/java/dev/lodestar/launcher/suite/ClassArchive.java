package dev.lodestar.launcher.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The JVM's ahead-of-time cache (JEP 483, 514) of a part's classes, loaded and linked, which halves the time to start. The first start of a built part
 * records it and writes it when the part ends; later starts use it. It knows the classes of jars on the class path. The JVM itself refuses one that
 * does not fit the jars.
 *
 * @param file where the archive is or will be
 */
record ClassArchive(Path file) {
    private static final String DIRECTORY = "classes";

    /** The archive of a part as it is built now, which the time of one of its files tells. Those of earlier builds, 100 MB and more each, are deleted. */
    static ClassArchive of(Layout layout, String part, Path built) {
        try {
            Path directory = Files.createDirectories(layout.cache().resolve(DIRECTORY));
            long time = Files.getLastModifiedTime(built).toMillis();
            Path file = directory.resolve(part + "-" + Runtime.version().feature() + "-" + time + ".aot");
            if (!Files.exists(file)) {
                deleteAll(directory, part + "-*-*");
            }
            return new ClassArchive(file);
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
        return List.of((Files.exists(file) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + file, "-Xlog:disable");
    }

    /** Forgets all archives: a start that failed has recorded a life that is not worth repeating. */
    static void forget(Layout layout) {
        Layout.delete(layout.cache().resolve(DIRECTORY));
    }
}
