package dev.lodestar.launcher.cli;

import dev.lodestar.datagen.DataGenerator;
import dev.lodestar.datagen.GenerationRequest;
import dev.lodestar.datagen.journey.InfeasibleRequestException;
import dev.lodestar.launcher.analysis.AnalysisRun;
import dev.lodestar.launcher.analysis.Bundle;
import dev.lodestar.launcher.analysis.DataFiles;
import dev.lodestar.launcher.analysis.DataLoad;
import dev.lodestar.launcher.suite.Endpoints;
import dev.lodestar.launcher.suite.LaunchException;
import dev.lodestar.launcher.suite.Layout;
import dev.lodestar.launcher.suite.Progress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** From data to bundle, the part that {@code run} and {@code up} share. */
final class Workflow {
    private static final int GENERATED_YEARS = 2;

    private final DataOptions options;
    private final ZoneId zone;
    private final Currency currency;
    private final Layout layout;
    private final Progress progress;

    Workflow(DataOptions options, String timeZone, String currency, Layout layout, Progress progress) {
        this.options = options;
        this.zone = ZoneId.of(timeZone);
        this.currency = Currency.getInstance(currency);
        this.layout = layout;
        this.progress = progress;
    }

    /** Begins to get the data while the suite starts; a failure is told when the data are asked for. */
    Supplier<DataFiles> dataInBackground() {
        Path given = options.data;
        if (given != null) {
            DataFiles files = new DataFiles(given, false);
            return () -> files;
        }
        FutureTask<DataFiles> generation = new FutureTask<>(this::data);
        Thread.ofPlatform().daemon().name("generator").start(generation);
        return () -> await(generation);
    }

    private static DataFiles await(FutureTask<DataFiles> generation) {
        try {
            return generation.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LaunchException told
                    ? told
                    : new LaunchException("The data cannot be generated: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while the data were generated.", e);
        }
    }

    /** The person's files, or freshly generated ones. */
    DataFiles data() {
        Path given = options.data;
        if (given != null) {
            return new DataFiles(given, false);
        }
        LocalDate to = options.to == null ? LocalDate.now(zone).withDayOfMonth(1) : options.to;
        LocalDate from = options.from == null ? to.minusYears(GENERATED_YEARS) : options.from;
        Path directory = layout.data().resolve("generated");
        try {
            Files.createDirectories(directory);
            new DataGenerator(new GenerationRequest(
                            options.usersOrDefault(),
                            options.eventsOrDefault(),
                            options.seedOrDefault(),
                            from,
                            to,
                            zone))
                    .writeTo(directory, currency);
        } catch (InfeasibleRequestException | IllegalArgumentException e) {
            throw new LaunchException("The data cannot be generated: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LaunchException(
                    "The generated data cannot be written to " + directory + ": " + e.getMessage(), e);
        }
        progress.say(String.format(
                Locale.ROOT,
                "%,d users generated, seed %d, %s to %s",
                options.usersOrDefault(),
                options.seedOrDefault(),
                from,
                to));
        return new DataFiles(directory, true);
    }

    /**
     * Loads the data, runs the analysis, writes the bundle and prints its summary and what is missing.
     *
     * @return how the run ended
     */
    AnalysisRun.Outcome analyse(Endpoints endpoints, DataFiles data) {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            AnalysisRun analysis = new AnalysisRun(client, endpoints, progress);
            boolean first = data.synthetic() && analysis.findsNothing();
            boolean whole = new DataLoad(client, endpoints, progress).load(data);
            AnalysisRun.Outcome outcome = analysis.run(options.from, options.to, options.seedOrDefault());
            if (!outcome.state().equals("failed")) {
                write(analysis, outcome, data, first && whole);
            }
            if (!outcome.state().equals("succeeded")) {
                System.err.print("The analysis is " + outcome.state() + ". What failed:\n" + outcome.failures());
            }
            return outcome;
        }
    }

    /** Generated data become part of the bundle where they are all that its figures are made of. */
    private void write(AnalysisRun analysis, AnalysisRun.Outcome outcome, DataFiles data, boolean whole) {
        Path output = options.outputOrDefault();
        Path zip = layout.data().resolve("bundle-" + outcome.runId() + ".zip");
        analysis.download(outcome, zip);
        Bundle bundle = Bundle.unpack(zip, output, data.all());
        if (whole) {
            bundle.addSynthetic(data, analysis.passiveTypes());
        }
        delete(zip);
        progress.say(bundle.size() + " files written to " + output);
        System.out.println();
        System.out.println(bundle.executiveSummary());
        System.out.println();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // A left-over file in the data directory does no harm.
        }
    }

    /** Tells where the dashboard is and how to get in. */
    static void introduce(Endpoints endpoints) {
        System.out.println("Dashboard: " + endpoints.dashboard());
        System.out.println("Demo logins (name / password), one per role:");
        endpoints
                .demoUsers()
                .forEach((role, login) ->
                        System.out.printf(Locale.ROOT, "  %-9s %s / %s%n", role, login.username(), login.password()));
    }
}
