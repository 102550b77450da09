package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.analysis.AnalysisRun;
import dev.lodestar.launcher.analysis.DataFiles;
import dev.lodestar.launcher.suite.Claim;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.Layout;
import dev.lodestar.launcher.suite.Progress;
import dev.lodestar.launcher.suite.ProjectSettings;
import dev.lodestar.launcher.suite.Suite;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: everything from nothing to the bundle, on a fresh data directory. */
@Command(
        name = "run",
        sortOptions = false,
        description = {
            "Starts PostgreSQL, Kafka, Keycloak and all services on a fresh data directory, loads the data through the gateway,"
                    + " runs the analysis and writes the bundle. Stays up until Ctrl-C, or ends at once with --exit."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final DataOptions options = new DataOptions();

    @Option(
            names = "--exit",
            description = "Stop everything when the bundle is written; the exit code tells how it went.")
    private boolean exit;

    @Option(names = "--open", description = "Open the dashboard in the browser; not with --exit.")
    private boolean open;

    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() throws InterruptedException {
        options.check();
        if (open && exit) {
            throw new LaunchException("--open cannot go with --exit: the dashboard ends with the suite.");
        }
        Progress progress = new Progress(System.out, Main.begun());
        Layout layout = Layout.ofRun(Main.project());
        Claim claim = Claim.fresh(layout);
        ProjectSettings project = options.project();
        Workflow workflow = new Workflow(options, project.timeZone(), project.currency(), layout, progress);
        Supplier<DataFiles> data = workflow.dataInBackground();
        try (Suite suite = Suite.start(claim, project, progress)) {
            Endpoints endpoints = Endpoints.of(layout).orElseThrow();
            AnalysisRun.Outcome outcome = analyse(suite, workflow, endpoints, data.get());
            if (!exit) {
                Workflow.introduce(endpoints);
                if (open) {
                    Browser.open(endpoints.dashboard());
                }
                System.out.println("Ctrl-C stops everything.");
                throw suite.awaitCrash();
            }
            return outcome.state().equals("succeeded") ? 0 : 1;
        }
    }

    /** A failure while a part has crashed is told as that crash, with the end of the part's log. */
    private static AnalysisRun.Outcome analyse(Suite suite, Workflow workflow, Endpoints endpoints, DataFiles data) {
        try {
            return workflow.analyse(endpoints, data);
        } catch (LaunchException e) {
            throw suite.crash().orElse(e);
        }
    }
}
