package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.suite.Installation;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: the end of a part's log, or the list of logs. */
@Command(name = "logs", description = "Prints the end of a part's log; without a part, lists the logs.")
final class LogsCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "PART", description = "For example metrics-service or kafka.")
    @Nullable
    private String part;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "100",
            description = "How many lines (default 100).")
    private int lines;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() throws IOException {
        if (lines < 0) {
            throw new LaunchException("--lines must be at least 0.");
        }
        Layout layout = latest(List.of(Layout.kept(Main.project()), Layout.ofRun(Main.project())));
        String wanted = part;
        if (wanted == null) {
            list(layout.logs());
        } else {
            print(layout.log(wanted));
        }
        return 0;
    }

    /** The installation that is alive, else the one that has written last: {@code up} and {@code run} have one each. */
    static Layout latest(List<Layout> layouts) {
        return layouts.stream()
                .filter(layout -> Files.isDirectory(layout.logs()))
                .max(Comparator.comparing((Layout layout) -> new Installation(layout).isAlive())
                        .thenComparing(LogsCommand::lastWritten))
                .orElseThrow(() -> new LaunchException("There are no logs yet; ./lodestar up or run makes some."));
    }

    private static long lastWritten(Layout layout) {
        try (Stream<Path> files = Files.list(layout.logs())) {
            return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
        } catch (IOException e) {
            throw new LaunchException(layout.logs() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void list(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            files.map(file -> file.getFileName().toString().replaceFirst("\\.log$", ""))
                    .sorted()
                    .forEach(System.out::println);
        }
    }

    private void print(Path log) throws IOException {
        if (!Files.exists(log)) {
            throw new LaunchException("There is no such log; ./lodestar logs lists them.");
        }
        List<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        all.subList(Math.max(0, all.size() - lines), all.size()).forEach(System.out::println);
    }
}
