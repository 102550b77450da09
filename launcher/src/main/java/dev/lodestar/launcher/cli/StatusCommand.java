package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Installation;
import dev.lodestar.launcher.suite.Layout;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code status}: whether each part is ready. Exit code 0 only when all are. */
@Command(name = "status", description = "Shows each part's state; the exit code is 0 only when all of them are ready.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() {
        Layout layout = Layout.kept(Main.project());
        Installation installation = new Installation(layout);
        Map<String, Boolean> parts = installation.readiness();
        if (parts.isEmpty()) {
            System.out.println("Lodestar is not up; ./lodestar up starts it.");
            return 1;
        }
        parts.forEach(
                (part, ready) -> System.out.printf(Locale.ROOT, "  %-16s %s%n", part, ready ? "ready" : "not ready"));
        boolean allReady = Endpoints.of(layout).isPresent() && !parts.containsValue(false);
        System.out.println(allReady ? "All is ready." : "Not all is ready; ./lodestar logs PART shows why.");
        return allReady ? 0 : 1;
    }
}
