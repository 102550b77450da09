package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.suite.Claim;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.Layout;
import dev.lodestar.launcher.suite.Progress;
import dev.lodestar.launcher.suite.ProjectSettings;
import dev.lodestar.launcher.suite.Suite;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The background process of {@code up}: starts the parts, watches them and ends them with itself. */
@Command(name = "supervise", hidden = true)
final class SuperviseCommand implements Callable<Integer> {
    @Parameters(arity = "2..3")
    private List<String> project = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Progress progress = new Progress(System.out, Main.begun());
        Claim claim = Claim.of(Layout.kept(Main.project()));
        try (Suite suite = Suite.start(claim, ProjectSettings.of(project), progress)) {
            LaunchException crash = suite.awaitCrash();
            throw crash;
        }
    }
}
