package dev.lodestar.datagen;

import dev.lodestar.datagen.journey.InfeasibleRequestException;
import dev.lodestar.datagen.truth.GroundTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code generate}: writes a synthetic data set into a directory. Exit codes are picocli's: 0, 2 for bad options, 1 else. */
@Command(
        name = "generate",
        showDefaultValues = true,
        description =
                "Writes user_profiles.csv, user_events.csv, acquisition_daily.csv and ground_truth.json."
                        + " The same options give the same bytes. Rows of user_events.csv are in the order of users, not of time.")
public final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--users", defaultValue = "50000", description = "How many sign up over the range.")
    private long users;

    @Option(names = "--events", defaultValue = "750000", description = "How many events they make, within 5 %%.")
    private long events;

    @Option(names = "--seed", defaultValue = "42", description = "Changes the users, not their nature.")
    private long seed;

    @Option(names = "--from", defaultValue = "2024-11-01", description = "The first day.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--to", defaultValue = "2026-11-01", description = "The day after the last.")
    private LocalDate to = LocalDate.EPOCH;

    @Option(names = "--time-zone", defaultValue = "UTC", description = "IANA name; cuts the days.")
    private ZoneId timeZone = ZoneId.of("UTC");

    @Option(names = "--currency", defaultValue = "USD", description = "What invoices say their amounts are in.")
    private Currency currency = Currency.getInstance("USD");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Created where missing.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GenerateCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        GroundTruth truth = generator().writeTo(out, currency);
        spec.commandLine()
                .getOut()
                .println(truth.total().users() + " users and " + truth.total().events() + " events in " + out);
        return CommandLine.ExitCode.OK;
    }

    private DataGenerator generator() {
        if (!ZoneId.getAvailableZoneIds().contains(timeZone.getId())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--time-zone '" + timeZone + "' is not an IANA zone name such as Europe/Zurich.");
        }
        try {
            return new DataGenerator(new GenerationRequest(users, events, seed, from, to, timeZone));
        } catch (IllegalArgumentException | InfeasibleRequestException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
