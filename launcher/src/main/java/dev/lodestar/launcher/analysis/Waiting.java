package dev.lodestar.launcher.analysis;

import dev.lodestar.launcher.suite.LaunchException;
import java.util.concurrent.TimeUnit;

/** A pause between two questions to the API. */
final class Waiting {
    private static final int PAUSE_MILLIS = 100;

    private Waiting() {}

    static void briefly() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted while waiting.", e);
        }
    }
}
