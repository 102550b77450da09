package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Installation;
import dev.lodestar.launcher.suite.Layout;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: whether each part is ready, of {@code up} and of a {@code run} that goes on. Exit code 0 only when all are. */
@Command(
        name = "status",
        description = "Shows each part's state, of up and of run; the exit code is 0 only when all are ready.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() {
        return report(Layout.kept(Main.project()), Layout.ofRun(Main.project()));
    }

    /** Of a kept installation also the parts that ended by themselves are shown; of a run, which leaves nothing to be gone on with, only what is alive. */
    static int report(Layout kept, Layout run) {
        List<Layout> there = Stream.of(kept, run)
                .filter(layout -> {
                    Installation installation = new Installation(layout);
                    return installation.isAlive()
                            || layout.equals(kept) && !installation.readiness().isEmpty();
                })
                .toList();
        if (there.isEmpty()) {
            System.out.println("Lodestar is not up; ./lodestar up starts it.");
            return 1;
        }
        boolean allReady = true;
        for (Layout layout : there) {
            if (there.size() > 1) {
                System.out.println(layout.home() + ":");
            }
            allReady &= show(layout);
        }
        System.out.println(allReady ? "All is ready." : "Not all is ready; ./lodestar logs PART shows why.");
        return allReady ? 0 : 1;
    }

    private static boolean show(Layout layout) {
        Installation installation = new Installation(layout);
        Map<String, Boolean> parts = installation.readiness();
        if (parts.isEmpty()) {
            System.out.println("  Lodestar is starting or stopping.");
        }
        parts.forEach(
                (part, ready) -> System.out.printf(Locale.ROOT, "  %-16s %s%n", part, ready ? "ready" : "not ready"));
        boolean supervised = installation.isSupervised();
        if (!supervised && parts.containsValue(true)) {
            System.out.println("  What started these is gone; ./lodestar down ends them.");
        }
        return supervised && Endpoints.of(layout).isPresent() && !parts.isEmpty() && !parts.containsValue(false);
    }
}
