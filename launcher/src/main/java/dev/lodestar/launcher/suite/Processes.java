package dev.lodestar.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file with the process ids of an installation: its launcher's, which comes first, and its parts'. */
final class Processes {
    static final String LAUNCHER = "launcher";

    private Processes() {}

    /** Records this process and what it has started; who reads at the same time sees all of it or what was there before. */
    static void write(Layout layout, List<RunningPart> parts) {
        List<String> lines = new ArrayList<>();
        lines.add(LAUNCHER + " " + ProcessHandle.current().pid());
        parts.forEach(part -> lines.add(part.name() + " " + part.pid()));
        Path draft = layout.processes().resolveSibling("processes.draft");
        try {
            Files.write(draft, lines);
            Files.move(draft, layout.processes(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LaunchException(layout.processes() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Process ids by the name of the part; empty when nothing is recorded. */
    static Map<String, Long> read(Layout layout) {
        Map<String, Long> processes = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(layout.processes())) {
                String[] words = line.split(" ");
                processes.put(words[0], Long.valueOf(words[1]));
            }
        } catch (NoSuchFileException nothing) {
            return Map.of();
        } catch (IOException e) {
            throw new LaunchException(layout.processes() + " cannot be read: " + e.getMessage(), e);
        }
        return processes;
    }
}
