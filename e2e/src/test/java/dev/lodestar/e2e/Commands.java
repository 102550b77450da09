package dev.lodestar.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The commands of {@code ./lodestar}, on an installation of the test's own, with what they print. */
final class Commands {
    private static final int LIMIT_MINUTES = 12;

    /** An erasure waits for what is being taken in; there is one replica, and nobody else sends. */
    private static final Map<String, String> SHORT_TIMES = Map.of(
            "LODESTAR_PSEUDONYM_CACHE_TIME", "PT1S",
            "LODESTAR_BROKER_DELIVERY_TIMEOUT", "PT15S",
            "LODESTAR_INTAKE_TIMEOUT", "PT18S",
            "LODESTAR_ERASURE_SETTLE_TIME", "PT54S");

    private final Path project = Path.of("..").toAbsolutePath().normalize();
    private final Path state;
    private final Map<String, String> environment;

    Commands(Path state) {
        this(state, Map.of());
    }

    /**
     * Commands whose processes see further variables.
     *
     * @param environment all parts of the suite inherit it
     */
    Commands(Path state, Map<String, String> environment) {
        this.state = state;
        this.environment = environment;
    }

    /**
     * What a command came to.
     *
     * @param output standard output and error
     */
    record Outcome(int exitCode, String output) {}

    Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Dlodestar.project=" + project,
                "-Dlodestar.state=" + state.toAbsolutePath(),
                "-cp",
                project.resolve("launcher/target/classes") + ":" + project.resolve("launcher/target/lib") + "/*",
                "dev.lodestar.launcher.cli.Main"));
        command.addAll(Arrays.asList(arguments));
        try {
            Path output = Files.createTempFile("lodestar-e2e", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(SHORT_TIMES);
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                throw new AssertionError(String.join(" ", arguments) + " did not end:\n" + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
