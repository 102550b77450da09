package dev.lodestar.launcher.cli;

import dev.lodestar.datagen.GenerateCommand;
import dev.lodestar.launcher.suite.LaunchException;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point behind {@code ./lodestar}. */
@Command(
        name = "lodestar",
        description = "Self-hosted product-growth analytics.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            GenerateCommand.class,
            AuditVerifyCommand.class,
            SuperviseCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "./lodestar COMMAND --help tells the options of a command.",
            "./lodestar test [module] builds and tests; it needs no running suite."
        })
public final class Main implements Runnable {
    private static final String PROJECT_PROPERTY = "lodestar.project";
    private static final String BEGUN_PROPERTY = "lodestar.begun";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof LaunchException) {
                command.getErr().println(failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do.");
    }

    /** The checkout. */
    static Path project() {
        return Path.of(System.getProperty(PROJECT_PROPERTY, "."))
                .toAbsolutePath()
                .normalize();
    }

    /** When the person pressed return. */
    static Instant begun() {
        String millis = System.getProperty(BEGUN_PROPERTY);
        return millis == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(millis));
    }
}
