package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where things lie.
 *
 * @param project the checkout
 * @param home one installation's data, logs and secrets; readable by its owner only
 */
public record Layout(Path project, Path home) {
    private static final String STATE = ".lodestar";

    /** System property that puts installations elsewhere than in the checkout; tests use it. */
    private static final String STATE_PROPERTY = "lodestar.state";

    /** The installation that {@code up} keeps. */
    public static Layout kept(Path project) {
        return new Layout(project, state(project));
    }

    /** The installation of a single {@code run}, which {@link Claim#fresh} empties before each start. */
    public static Layout ofRun(Path project) {
        return new Layout(project, state(project).resolve("run"));
    }

    private static Path state(Path project) {
        String elsewhere = System.getProperty(STATE_PROPERTY);
        return elsewhere == null ? project.resolve(STATE) : Path.of(elsewhere).toAbsolutePath();
    }

    /**
     * Creates the directories that are missing.
     *
     * @throws LaunchException when they cannot be written, or the path has a character that a part would take for the end of it: a comma Kafka, a
     *     semicolon the database of Keycloak
     */
    public void create() {
        if (home.toString().matches("(?s).*[,;].*")) {
            throw new LaunchException(
                    "The path " + home
                            + " has a comma or a semicolon, at which Kafka and Keycloak would cut it. Put Lodestar into another directory.");
        }
        try {
            Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, ownerOnly);
            for (Path directory : List.of(data(), logs())) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new LaunchException("The directory " + home + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Survives every run: what is expensive to make and holds no data. */
    public Path cache() {
        return project.resolve(STATE).resolve("cache");
    }

    public Path data() {
        return home.resolve("data");
    }

    public Path logs() {
        return home.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path endpoints() {
        return home.resolve("endpoints.json");
    }

    public Path secrets() {
        return home.resolve("secrets.json");
    }

    public Path ports() {
        return home.resolve("ports.json");
    }

    /** What the installation was told of the project last, {@link KeptSettings}. */
    Path settings() {
        return home.resolve("settings.json");
    }

    /** The project's own tracking plan as it was given last. */
    Path trackingPlan() {
        return home.resolve("tracking-plan.json");
    }

    /** Process ids of the supervisor and the parts, one per line. */
    public Path processes() {
        return home.resolve("processes");
    }

    /** Locked by the one process that runs the installation. */
    Path lock() {
        return home.resolve("lock");
    }

    /** Removes everything of the installation but its lock. */
    void empty() {
        try (Stream<Path> found = Files.list(home)) {
            found.filter(path -> !path.equals(lock())).forEach(Layout::delete);
        } catch (IOException e) {
            throw new LaunchException("The directory " + home + " cannot be emptied: " + e.getMessage(), e);
        }
    }

    /** Removes a directory and all that is in it; does nothing when there is none. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
