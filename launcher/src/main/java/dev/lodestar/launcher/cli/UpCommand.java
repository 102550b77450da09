package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.analysis.AnalysisRun;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.Installation;
import dev.lodestar.launcher.suite.Layout;
import dev.lodestar.launcher.suite.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code up}: the suite in the background, on data that is kept. */
@Command(
        name = "up",
        sortOptions = false,
        description = {
            "Starts the suite in the background on the data that .lodestar/ keeps, and returns when all of it is ready."
                    + " With --data, --users or --events it also loads that data, runs the analysis and writes the bundle."
        })
final class UpCommand implements Callable<Integer> {
    @Mixin
    private final DataOptions options = new DataOptions();

    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() {
        options.check();
        options.refuseWithoutData();
        Progress progress = new Progress(System.out, Main.begun());
        Layout layout = Layout.kept(Main.project());
        Endpoints endpoints =
                new Installation(layout).start(options.timeZone, options.currency, options.trackingPlan, progress);
        int exitCode = 0;
        if (options.given()) {
            Workflow workflow = new Workflow(options, endpoints.timeZone(), endpoints.currency(), layout, progress);
            AnalysisRun.Outcome outcome = workflow.analyse(endpoints, workflow.data());
            exitCode = outcome.state().equals("succeeded") ? 0 : 1;
        }
        Workflow.introduce(endpoints);
        System.out.println("Addresses are in " + layout.endpoints() + "; ./lodestar down stops everything.");
        return exitCode;
    }
}
