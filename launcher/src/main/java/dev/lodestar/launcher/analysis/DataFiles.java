package dev.lodestar.launcher.analysis;

import dev.lodestar.launcher.suite.LaunchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of one data set, by kind of import. Profiles come first, so that events find their users.
 *
 * @param directory where they lie
 * @param synthetic true when the generator made them: then no person stands behind them and they may be part of the bundle
 */
public record DataFiles(Path directory, boolean synthetic) {
    static final String PROFILES = "user_profiles.csv";
    static final String EVENTS = "user_events.csv";
    private static final String ACQUISITION = "acquisition_daily.csv";

    /** Fails when the directory holds neither profiles nor events. */
    public DataFiles {
        if (!Files.isDirectory(directory)) {
            throw new LaunchException("There is no directory " + directory + ".");
        }
        if (!Files.exists(directory.resolve(PROFILES)) && !Files.exists(directory.resolve(EVENTS))) {
            throw new LaunchException(directory + " holds neither " + PROFILES + " nor " + EVENTS
                    + "; see docs/reference/data.md for the columns.");
        }
    }

    /** File by kind of import; kinds without a file are absent. */
    Map<String, Path> byKind() {
        Map<String, Path> files = new LinkedHashMap<>();
        addIfPresent(files, "acquisition", ACQUISITION);
        addIfPresent(files, "profiles", PROFILES);
        addIfPresent(files, "events", EVENTS);
        return files;
    }

    /** All files that there are. */
    public Collection<Path> all() {
        return byKind().values();
    }

    private void addIfPresent(Map<String, Path> files, String kind, String name) {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            files.put(kind, file);
        }
    }
}
