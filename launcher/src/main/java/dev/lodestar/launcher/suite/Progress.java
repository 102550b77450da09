package dev.lodestar.launcher.suite;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Lines for the person at the terminal, each with the seconds since the command began. */
public final class Progress {
    private final PrintStream out;
    private final Instant begun;

    public Progress(PrintStream out, Instant begun) {
        this.out = out;
        this.begun = begun;
    }

    public synchronized void say(String line) {
        out.printf(
                Locale.ROOT,
                "%7.1f s  %s%n",
                Duration.between(begun, Instant.now()).toMillis() / 1_000.0,
                line);
        out.flush();
    }
}
