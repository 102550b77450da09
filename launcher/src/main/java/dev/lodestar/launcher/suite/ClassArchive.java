package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's ahead-of-time cache of a service (JEP 483, 514): classes loaded and linked, which halves the time to start. The first start of a built
 * service records it and writes it when the service ends; later starts use it. The JVM itself refuses a cache that does not fit the jars.
 *
 * @param file where the cache is or will be
 */
record ClassArchive(Path file) {
    private static final String DIRECTORY = "classes";

    /** The cache of a service as it is built now. */
    static ClassArchive of(Layout layout, String module, Path jar) {
        try {
            Path directory = Files.createDirectories(layout.cache().resolve(DIRECTORY));
            long built = Files.getLastModifiedTime(jar).toMillis();
            return new ClassArchive(
                    directory.resolve(module + "-" + Runtime.version().feature() + "-" + built + ".aot"));
        } catch (IOException e) {
            throw new LaunchException("The class archive of " + module + " cannot be looked up: " + e.getMessage(), e);
        }
    }

    /** The JVM options that use the cache, or make it; what the JVM has to say of it is no news to the service's log. */
    List<String> options() {
        return List.of((Files.exists(file) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + file, "-Xlog:disable");
    }

    /** Forgets all caches: a start that failed has recorded a life that is not worth repeating. */
    static void forget(Layout layout) {
        Layout.delete(layout.cache().resolve(DIRECTORY));
    }
}
