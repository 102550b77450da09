package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file with the processes of an installation: its launcher's, which comes first, and its parts'. A line has a name, a process id and when that process started, in
 * milliseconds; versions before wrote no start.
 */
final class Processes {
    static final String LAUNCHER = "launcher";

    /** The system tells starts by its ticks and the second of its own start, which a clock that is set right moves. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private Processes() {}

    /**
     * A process as it was written down.
     *
     * @param startedAt null when that is not known
     * @param recordedAt when the file was written last: what it names had started by then
     */
    record Recorded(long pid, @Nullable Instant startedAt, Instant recordedAt) {
        /** The process, while it is alive; empty once its id has gone to another one, as all ids do when the machine starts anew. */
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheOne);
        }

        private boolean isTheOne(ProcessHandle process) {
            ProcessHandle.Info info = process.info();
            return info.command().filter(command -> command.endsWith("java")).isPresent()
                    && info.startInstant().map(this::mayHaveStartedAt).orElse(true);
        }

        private boolean mayHaveStartedAt(Instant start) {
            return startedAt == null
                    ? !start.isAfter(recordedAt.plus(SLACK))
                    : Duration.between(startedAt, start).abs().compareTo(SLACK) <= 0;
        }
    }

    /** Records this process and what it has started; who reads at the same time sees all of it or what was there before. */
    static void write(Layout layout, List<RunningPart> parts) {
        List<String> lines = new ArrayList<>();
        lines.add(line(LAUNCHER, ProcessHandle.current()));
        parts.forEach(part -> lines.add(line(part.name(), part.handle())));
        Path draft = layout.processes().resolveSibling("processes.draft");
        try {
            Files.write(draft, lines);
            Files.move(draft, layout.processes(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LaunchException(layout.processes() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String line(String name, ProcessHandle process) {
        return name + " " + process.pid()
                + process.info()
                        .startInstant()
                        .map(start -> " " + start.toEpochMilli())
                        .orElse("");
    }

    /** The recorded processes by the name of the part; empty when nothing is recorded. */
    static Map<String, Recorded> read(Layout layout) {
        Map<String, Recorded> processes = new LinkedHashMap<>();
        try {
            Instant recordedAt = Files.getLastModifiedTime(layout.processes()).toInstant();
            for (String line : Files.readAllLines(layout.processes())) {
                String[] words = line.split(" ");
                Instant startedAt = words.length < 3 ? null : Instant.ofEpochMilli(Long.parseLong(words[2]));
                processes.put(words[0], new Recorded(Long.parseLong(words[1]), startedAt, recordedAt));
            }
        } catch (NoSuchFileException nothing) {
            return Map.of();
        } catch (IOException e) {
            throw new LaunchException(layout.processes() + " cannot be read: " + e.getMessage(), e);
        }
        return processes;
    }
}
