package dev.lodestar.launcher.cli;

import dev.lodestar.launcher.suite.Installation;
import dev.lodestar.launcher.suite.Layout;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code down}: ends the suite; its data stays. */
@Command(name = "down", description = "Stops the suite and leaves no process behind. Its data stays in .lodestar/.")
final class DownCommand implements Callable<Integer> {
    @Mixin
    private final HelpOption help = new HelpOption();

    @Override
    public Integer call() {
        int stopped = new Installation(Layout.kept(Main.project())).stop();
        stopped += new Installation(Layout.ofRun(Main.project())).stop();
        System.out.println(stopped == 0 ? "Nothing was running." : "Stopped " + stopped + " processes.");
        return 0;
    }
}
